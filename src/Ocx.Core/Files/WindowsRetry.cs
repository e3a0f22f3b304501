namespace Ocx.Core.Files;

/// <summary>Virus scanners and indexers on Windows hold new files open for a moment, and a rename fails meanwhile.</summary>
internal static class WindowsRetry
{
    private static readonly int[] Delays = [100, 400, 800];

    public static void Run(Action rename)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                rename();
                return;
            }
            catch (Exception e) when (OperatingSystem.IsWindows() && FileFailure.Is(e) && attempt < Delays.Length)
            {
                Thread.Sleep(Delays[attempt]);
            }
        }
    }
}
