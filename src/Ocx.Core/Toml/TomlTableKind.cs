namespace Ocx.Core.Toml;

/// <summary>How a table came to be, which decides who may still add to it.</summary>
internal enum TomlTableKind
{
    /// <summary>Named on the way to another table's header; its own header may still follow.</summary>
    Implicit,

    /// <summary>By its header; also the root and the elements of an array of tables.</summary>
    Header,

    /// <summary>By a dotted key.</summary>
    Dotted,

    /// <summary>In braces: closed.</summary>
    Inline,
}
