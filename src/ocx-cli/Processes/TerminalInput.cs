using System.Text;

namespace Ocx.Cli.Processes;

/// <summary>Asks the person at the terminal. The questions go to standard error, so that reports stay clean.</summary>
internal static class TerminalInput
{
    /// <summary>Whether there is somebody to ask.</summary>
    public static bool IsThere => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>A line of text; empty at the end of input.</summary>
    public static string Ask(string question)
    {
        Console.Error.Write(question);
        return Console.ReadLine()?.Trim() ?? "";
    }

    /// <summary>A line of text that does not appear.</summary>
    public static string AskSecretly(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar != '\0' && !char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
