using System.CommandLine;
using System.IO.Compression;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Core.Publishing.Creation;

namespace Ocx.Cli.Commands;

internal sealed class CreateCommand : Verb
{
    private readonly Argument<string> _directory = new("PATH") { Description = "The directory whose content becomes the package" };
    private readonly Option<string?> _identifier = new("--identifier", "-i") { Description = "Names the output file after this package", HelpName = "ID" };
    private readonly Option<string?> _platform = PlatformChoice.Option("The platform it is for; names the output file too");
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Archive, or directory for it; default: here", HelpName = "PATH" };
    private readonly Flag _force = new("--force", "Overwrite the output", "-f");
    private readonly Option<string?> _metadata = new("--metadata", "-m") { Description = "metadata.json: checked, and put beside the archive", HelpName = "FILE" };

    private readonly Option<string?> _level = new("--compression-level", "-l")
    {
        Description = "How hard to compress; default: default",
        HelpName = "fast|default|best",
    };

    private readonly Option<int?> _threads = new("--threads", "-j") { Description = "Compress on N processors; default: 0, all there are, up to 16", HelpName = "N" };

    public CreateCommand()
        : base("create", "Pack a directory into a package archive")
    {
        _level.AcceptOnlyFromAmong("fast", "default", "best");
        Add(_directory);
        Add(_identifier);
        Add(_platform);
        Add(_output);
        Add(_force);
        Add(_metadata);
        Add(_level);
        Add(_threads);
        _threads.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value.StartsWith('-'))
            {
                result.AddError("--threads takes 0 or a positive number.");
            }
        });
    }

    public override string Explanation =>
        "Makes a layer archive that is the same for the same content, whoever packs it and when, and checks the metadata. "
        + "The output ends in .tar.gz. Publish it with `ocx package push`.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("-m metadata.json -o tool.tar.gz ./dist", "pack ./dist and its metadata"),
        new("-i acme/tool:1.2.3 -p linux/amd64 ./dist", "let the file be named after the package"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        var request = new CreateRequest(
            invocation.AbsolutePath(arguments.GetRequiredValue(_directory)),
            arguments.GetValue(_output) is { } output ? invocation.AbsolutePath(output) : null,
            arguments.GetValue(_identifier) is { } identifier ? invocation.Engine.ParseIdentifier(identifier) : null,
            invocation.PlatformOf(_platform),
            arguments.GetValue(_metadata) is { } metadata ? invocation.AbsolutePath(metadata) : null,
            arguments.GetValue(_force),
            arguments.GetValue(_level) switch
            {
                "fast" => CompressionLevel.Fastest,
                "best" => CompressionLevel.SmallestSize,
                _ => CompressionLevel.Optimal,
            },
            arguments.GetValue(_threads) ?? 0);
        var created = await invocation.Engine.CreatePackageAsync(request, invocation.Cancellation);
        invocation.Messages.Note($"Created {created.Archive} ({ByteSize.Format(created.Size)}, {created.Digest})");
        return 0;
    }
}
