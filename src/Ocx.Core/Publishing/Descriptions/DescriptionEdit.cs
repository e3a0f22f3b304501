using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>The wish that a repository says some things of itself; what else it says stays.</summary>
/// <param name="finish">Adds to the new one what every description has to have; it is told the old one too.</param>
internal sealed class DescriptionEdit(
    Identifier package, DescriptionTexts texts, Descriptor? readme, Descriptor? logo, Func<Description, Description, CancellationToken, Task<Description>> finish)
    : TagEdit(Description.Tag, MediaTypes.ImageManifest)
{
    private readonly HashSet<(Part Part, string? Value)> _replaced = [];

    private readonly Dictionary<Part, string?> _wanted = new (Part Part, string? Value)[]
    {
        (Part.Title, texts.Title), (Part.Summary, texts.Summary), (Part.Keywords, texts.Keywords),
        (Part.Readme, readme?.Digest.ToString()), (Part.Logo, logo?.Digest.ToString()),
    }.Where(wanted => wanted.Value is not null).ToDictionary(wanted => wanted.Part, wanted => wanted.Value is "" ? null : wanted.Value);

    private enum Part
    {
        Title,
        Summary,
        Keywords,
        Readme,
        Logo,
    }

    public override string Subject => "The description";

    public override async Task<byte[]> ApplyAsync(RegistryDocument? existing, CancellationToken cancellationToken)
    {
        var before = Read(existing);
        if (!WasWritten)
        {
            _replaced.UnionWith(_wanted.Keys.Select(part => (part, ValueOf(before, part))));
        }

        var after = before.With(
            new(Open(Part.Title, texts.Title), Open(Part.Summary, texts.Summary), Open(Part.Keywords, texts.Keywords)),
            Open(Part.Readme, readme),
            Open(Part.Logo, logo));
        return (await finish(before, after, cancellationToken)).ToBytes();

        // What somebody else has said since stays.
        T? Open<T>(Part part, T? value)
            where T : class => WasWritten && IsSettledIn(before, part) ? null : value;
    }

    public override bool IsSettledIn(RegistryDocument? existing)
    {
        var now = Read(existing);
        return _wanted.Keys.All(part => IsSettledIn(now, part));
    }

    private bool IsSettledIn(Description now, Part part) =>
        ValueOf(now, part) is var value && (value == _wanted.GetValueOrDefault(part) || !_replaced.Contains((part, value)));

    private Description Read(RegistryDocument? existing) =>
        existing is null ? Description.Empty : Description.Parse(existing, DescriptionReader.SourceOf(package));

    private static string? ValueOf(Description description, Part part) => part switch
    {
        Part.Title => description.Title,
        Part.Summary => description.Summary,
        Part.Keywords => description.Keywords,
        Part.Readme => description.Readme?.Digest.ToString(),
        _ => description.Logo?.Digest.ToString(),
    };
}
