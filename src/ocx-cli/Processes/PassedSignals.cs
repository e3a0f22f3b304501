using System.Runtime.InteropServices;

namespace Ocx.Cli.Processes;

/// <summary>
/// While a program is waited for, signals are its own: what a terminal sends reaches it anyway, since it is of the same group, and a request to end is
/// passed on to it. This program lives on to tidy up.
/// </summary>
internal sealed class PassedSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore)];
    private readonly Lock _lock = new();
    private bool _ends;
    private int _process;

    public PassedSignals()
    {
        if (!OperatingSystem.IsWindows())
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, PassOn));
        }
    }

    /// <summary>From now on there is somebody to pass signals on to.</summary>
    public void Attach(int process)
    {
        lock (_lock)
        {
            _process = process;
            PassOn();
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private static void Ignore(PosixSignalContext context) => context.Cancel = true;

    private void PassOn(PosixSignalContext context)
    {
        Ignore(context);
        lock (_lock)
        {
            _ends = true;
            PassOn();
        }
    }

    private void PassOn()
    {
        if (_ends && _process != 0 && !OperatingSystem.IsWindows())
        {
            UnixProcess.Terminate(_process);
        }
    }
}
