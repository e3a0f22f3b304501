namespace Ocx.Core.Publishing.Creation;

/// <summary>What is done about the programs in the directories that a package puts on its users' PATH.</summary>
public enum BinaryScan
{
    /// <summary>They are listed in the metadata, if it lists none and they can be found.</summary>
    Auto,

    /// <summary>They are listed; if the metadata has a list, it must be complete and right.</summary>
    Required,

    /// <summary>Nothing.</summary>
    Off,
}
