using System.CommandLine;
using System.IO.Compression;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Creation;

namespace Ocx.Cli.Commands;

internal sealed class CreateCommand : Verb
{
    private readonly Argument<string> _source = new("PATH") { Description = "The directory whose content becomes the package, or an archive of it" };
    private readonly Option<string?> _identifier = new("--identifier", "-i") { Description = "The package it is to be; names the output file too", HelpName = "ID" };
    private readonly Option<string?> _platform = PlatformChoice.Option("The platform it is for; names the output file too");
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Archive, or directory for it; default: here", HelpName = "PATH" };
    private readonly Flag _force = new("--force", "Overwrite the output", "-f");
    private readonly Option<string?> _metadata = new("--metadata", "-m") { Description = "metadata.json: checked, and put beside the archive", HelpName = "FILE" };

    private readonly Option<string?> _level = new("--compression-level", "-l")
    {
        Description = "How hard to compress; default: default",
        HelpName = "fast|default|best",
    };

    private readonly Option<int?> _threads = Number("--threads", "Compress on N processors; default: 0, all there are, up to 16", "-j");
    private readonly Option<int?> _strip = Number("--strip-components", "Of an archive: take N leading parts off every name, as tar does");
    private readonly Flag _scan = new("--bin-scan", "Hold the metadata's list of programs against those in its directories on the PATH; default: make a list if it has none");
    private readonly Flag _noScan = new("--no-bin-scan", "Do not look for programs");
    private readonly Flag _noLint = new("--no-libc-lint", "Do not look whether directories on the PATH are there, and the platform names the C library that programs ask for");

    public CreateCommand()
        : base("create", "Pack a directory or an upstream archive into a package")
    {
        _level.AcceptOnlyFromAmong("fast", "default", "best");
        Add(_source);
        Add(_identifier);
        Add(_platform);
        Add(_output);
        Add(_force);
        Add(_metadata);
        Add(_level);
        Add(_threads);
        Add(_strip);
        Add(_scan);
        Add(_noScan);
        Add(_noLint);
    }

    public override string Explanation =>
        "Makes a layer archive that is the same for the same content, whoever packs it and when, checks the metadata and looks up the digests of its "
        + "dependencies. The output ends in .tar.gz or .tar.xz. An archive is what a project released: .zip, .tar, .tar.gz, .tar.xz or .tar.bz2. "
        + "Publish the result with `ocx package push`.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("-m metadata.json -o tool.tar.gz ./dist", "pack ./dist and its metadata"),
        new("-i acme/tool:1.2.3 -p linux/amd64 ./dist", "let the file be named after the package"),
        new("--strip-components 1 -o tool.tar.gz tool-1.2.3-linux.zip", "pack what a project released, without its outermost directory"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        var metadata = arguments.GetValue(_metadata);
        if (metadata is null && arguments.GetValue(_scan))
        {
            throw new OcxException(ProjectErrors.UsageInvalid, "`--bin-scan` compares programs with metadata, and there is none.", nextStep: "Name it with `-m FILE`.");
        }

        var request = new CreateRequest(
            invocation.AbsolutePath(arguments.GetRequiredValue(_source)),
            arguments.GetValue(_output) is { } output ? invocation.AbsolutePath(output) : null,
            arguments.GetValue(_identifier) is { } identifier ? invocation.Engine.ParseIdentifier(identifier) : null,
            invocation.PlatformOf(_platform),
            metadata is null ? null : invocation.AbsolutePath(metadata),
            arguments.GetValue(_force),
            LevelOf(arguments.GetValue(_level)),
            arguments.GetValue(_threads) ?? 0,
            arguments.GetValue(_strip),
            ScanOf(arguments),
            !arguments.GetValue(_noLint));
        var created = await invocation.Engine.CreatePackageAsync(request, invocation.Cancellation);
        invocation.Messages.Note($"Created {created.Archive} ({ByteSize.Format(created.Size)}, {created.Digest})");
        return 0;
    }

    private static CompressionLevel LevelOf(string? name) => name switch
    {
        "fast" => CompressionLevel.Fastest,
        "best" => CompressionLevel.SmallestSize,
        _ => CompressionLevel.Optimal,
    };

    private static Option<int?> Number(string name, string description, params string[] aliases)
    {
        var option = new Option<int?>(name, aliases) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value.StartsWith('-'))
            {
                result.AddError($"{name} takes 0 or a positive number.");
            }
        });
        return option;
    }

    private BinaryScan ScanOf(ParseResult arguments) =>
        !arguments.GetValue(_scan) && !arguments.GetValue(_noScan) ? BinaryScan.Auto
        : arguments.LastOf(_scan, _noScan) == _scan ? BinaryScan.Required
        : BinaryScan.Off;
}
