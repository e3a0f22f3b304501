namespace Ocx.Testing;

internal enum ResponseEnding
{
    Complete,

    /// <summary>The connection is closed in good order, with fewer bytes than declared.</summary>
    Close,

    /// <summary>The connection is torn down.</summary>
    Reset,

    /// <summary>Nothing more comes until the client gives up or the registry ends.</summary>
    Stall,
}
