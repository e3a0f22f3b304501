using System.Runtime.Versioning;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Installation.Signing;

/// <summary>
/// Makes extracted programs runnable on macOS, whose kernel ends those without a signature: takes the quarantine mark off the layer and
/// gives each executable an ad-hoc signature. What fails is a warning: most layers work all the same.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LayerSigner(IProcessRunner runner, Action<string>? warn)
{
    private const string QuarantineTool = "/usr/bin/xattr";
    private const string SigningTool = "/usr/bin/codesign";
    private const string CopySuffix = ".codesign_tmp";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Null where there is nothing to sign for: on other systems, or when the user does not want it.</summary>
    /// <param name="disabled">The user's word.</param>
    public static LayerSigner? ForHost(bool disabled, Action<string>? warn) =>
        OperatingSystem.IsMacOS() && !disabled ? new(new ProcessRunner(TimeLimit), warn) : null;

    /// <param name="content">Absolute path of a layer's files, not published yet. Files may be read-only; they are again afterwards.</param>
    /// <param name="layer">For warnings.</param>
    /// <returns>Paths of the files whose bytes changed, every name of each, relative to <paramref name="content"/>.</returns>
    /// <exception cref="OcxException">OCX3001, OCX3002: the layer's files cannot be read.</exception>
    public async Task<IReadOnlyList<string>> SignAsync(string content, string layer, CancellationToken cancellationToken)
    {
        try
        {
            return await SignFilesAsync(content, layer, LayerFiles.Of(content), cancellationToken);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, content, "sign the files of");
        }
    }

    private async Task<IReadOnlyList<string>> SignFilesAsync(
        string content, string layer, IReadOnlyList<LayerFile> files, CancellationToken cancellationToken)
    {
        var signed = new List<string>();
        var unsigned = new List<string>();
        try
        {
            // Both tools want to write to the files, the first to all of them.
            foreach (var file in files)
            {
                File.SetUnixFileMode(file.Names[0], file.Mode | UnixFileMode.UserWrite);
            }

            var cleared = await runner.RunAsync(QuarantineTool, ["-dr", "com.apple.quarantine", content], cancellationToken);
            if (!cleared.Succeeded)
            {
                warn?.Invoke($"The quarantine mark of {layer} could not be removed: {cleared.Complaint}");
            }

            foreach (var file in files.Where(LayerFiles.IsExecutable))
            {
                var result = await SignAsync(file, cancellationToken);
                if (result.Succeeded)
                {
                    signed.AddRange(file.Names.Select(name => Path.GetRelativePath(content, name)));
                }
                else
                {
                    unsigned.Add($"{Path.GetRelativePath(content, file.Names[0])}: {result.Complaint}");
                }
            }
        }
        finally
        {
            foreach (var name in files.SelectMany(file => file.Names.Select(name => (Path: name, file.Mode))))
            {
                File.SetUnixFileMode(name.Path, name.Mode);
            }
        }

        if (unsigned.Count > 0)
        {
            warn?.Invoke(
                $"{unsigned.Count} of the programs in {layer} could not be signed and may not start, the first: {unsigned[0]}. "
                + $"`{string.Join(' ', SigningArguments("FILE").Prepend("codesign"))}` signs one by hand.");
        }

        return signed;
    }

    private async Task<ProcessResult> SignAsync(LayerFile file, CancellationToken cancellationToken)
    {
        var path = file.Names[0];
        var result = await runner.RunAsync(SigningTool, SigningArguments(path), cancellationToken);
        if (!result.Succeeded)
        {
            result = await SignCopyAsync(path, cancellationToken);
        }

        if (result.Succeeded)
        {
            LinkAnew(file);
        }

        return result;
    }

    /// <summary>What the kernel has cached about a file keeps some from being signed; a copy is a new file.</summary>
    private async Task<ProcessResult> SignCopyAsync(string path, CancellationToken cancellationToken)
    {
        var copy = path + CopySuffix;
        if (Path.Exists(copy))
        {
            return new(false, $"'{Path.GetFileName(copy)}' is in the way");
        }

        try
        {
            File.Copy(path, copy);
            var result = await runner.RunAsync(SigningTool, SigningArguments(copy), cancellationToken);
            if (result.Succeeded)
            {
                File.Move(copy, path, overwrite: true);
            }

            return result;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            return new(false, exception.Message);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>Signing can put a new file in the place of the old one, which the other names would still be.</summary>
    private static void LinkAnew(LayerFile file)
    {
        foreach (var name in file.Names.Skip(1).Where(name => UnixFileStatus.Of(name) != UnixFileStatus.Of(file.Names[0])))
        {
            File.Delete(name);
            if (Links.CreateHard(name, file.Names[0]).Outcome != LinkOutcome.Created)
            {
                File.Copy(file.Names[0], name);
            }
        }
    }

    /// <summary>Team requirements of the original signature are dropped on purpose: an ad-hoc one cannot meet them.</summary>
    private static string[] SigningArguments(string path) => ["--sign", "-", "--force", "--preserve-metadata=entitlements,flags,runtime", path];
}
