using System.CommandLine;

namespace Ocx.Cli.Options;

/// <summary>An option without a value. The parser's own boolean would swallow a following word such as <c>true</c>.</summary>
internal sealed class Flag : Option<bool>
{
    public Flag(string name, string description, params string[] aliases)
        : base(name, aliases)
    {
        Description = description;
        Arity = ArgumentArity.Zero;
    }
}
