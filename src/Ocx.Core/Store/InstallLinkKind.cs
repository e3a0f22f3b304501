namespace Ocx.Core.Store;

/// <summary>The links of a repository that are made for people to name.</summary>
public enum InstallLinkKind
{
    /// <summary><c>candidates/{tag}</c>: what the tag meant when it was installed.</summary>
    Candidate,

    /// <summary><c>current</c>: what was selected last; it has no tag.</summary>
    Current,
}
