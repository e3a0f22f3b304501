using System.Globalization;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Registry.Auth;

/// <summary>
/// Docker's config.json. It is locked while it is read or written, and changed in place: others have links to it or wait for a lock on it.
/// </summary>
internal sealed class DockerConfigFile(string path, TimeProvider time)
{
    private const int MaximumSize = 1024 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Absolute.</summary>
    public string Path => path;

    /// <summary>Where the variables say; null when they say nothing.</summary>
    /// <param name="workingDirectory">Null: a relative path is refused.</param>
    /// <exception cref="OcxException">OCX2020.</exception>
    public static DockerConfigFile? Of(VariableReader variables, string? workingDirectory, TimeProvider time)
    {
        var directory = variables.Text(ExternalVariables.DockerConfig)
            ?? (variables.Text(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { } home ? System.IO.Path.Combine(home, ".docker") : null);
        if (directory is null)
        {
            return null;
        }

        var absolute = System.IO.Path.IsPathFullyQualified(directory) ? directory
            : workingDirectory is not null ? System.IO.Path.GetFullPath(directory, workingDirectory)
            : throw new OcxException(AuthenticationErrors.CredentialsInvalid, $"The directory {directory} of Docker's configuration is not an absolute path.");
        return new(System.IO.Path.Combine(absolute, "config.json"), time);
    }

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="OcxException">OCX2020, OCX3001, OCX3002, OCX3003.</exception>
    public async Task<DockerConfig?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var stream = await OpenAsync(FileMode.Open, FileAccess.Read, FileShare.Read, cancellationToken);
            return await ParseAsync(stream, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }

    /// <summary>Makes the file if need be, for its owner alone.</summary>
    /// <param name="change">False: nothing is to be written.</param>
    /// <exception cref="OcxException">As <see cref="ReadAsync"/>.</exception>
    public async Task EditAsync(Predicate<DockerConfig> change, CancellationToken cancellationToken)
    {
        try
        {
            CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using var stream = await OpenAsync(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, cancellationToken);
            var config = await ParseAsync(stream, cancellationToken);
            if (!change(config))
            {
                return;
            }

            var content = config.ToBytes();
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(stream.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            // One write, and only then the end is cut off: a reader that takes no lock sees as little of the change as possible.
            stream.Position = 0;
            stream.Write(content);
            stream.SetLength(content.Length);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "write");
        }
    }

    private static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<DockerConfig> ParseAsync(FileStream stream, CancellationToken cancellationToken)
    {
        var content = new byte[MaximumSize + 1];
        var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaximumSize
            ? DockerConfig.Parse(content.AsSpan(0, length), path)
            : throw new OcxException(AuthenticationErrors.CredentialsInvalid, $"Docker's configuration {path} is larger than {MaximumSize} bytes, the most that is read.");
    }

    private async Task<FileStream> OpenAsync(FileMode mode, FileAccess access, FileShare share, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (mode == FileMode.OpenOrCreate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException exception) when (FileLock.IsHeld(exception))
            {
                if (waited >= LongestWait)
                {
                    throw new OcxException(
                        StoreErrors.LockTimeout,
                        string.Create(CultureInfo.InvariantCulture, $"'{path}' is still locked by another process after {LongestWait.TotalSeconds:0} s."),
                        nextStep: StoreErrors.LockTimeout.Remedy,
                        innerException: exception);
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
