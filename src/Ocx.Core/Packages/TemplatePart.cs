namespace Ocx.Core.Packages;

/// <summary>A piece of a template.</summary>
public abstract record TemplatePart
{
    public sealed record Literal(string Text) : TemplatePart;

    /// <param name="Posix">With '/' also on Windows.</param>
    public sealed record InstallPath(bool Posix) : TemplatePart;

    /// <summary>A variable declared earlier by the same package.</summary>
    public sealed record SelfVariable(string Key) : TemplatePart;

    public sealed record DependencyPath(string Name, bool Posix) : TemplatePart;
}
