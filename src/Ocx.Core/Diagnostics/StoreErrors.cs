namespace Ocx.Core.Diagnostics;

/// <summary>3xxx: the store, layers, files and packages.</summary>
public static class StoreErrors
{
    public static readonly ErrorCode InputOutput = new(
        "OCX3001", ExitCode.InputOutput, "A file cannot be read or written",
        "The disk is full, the path is not reachable, or the device failed.",
        "Correct the path, or make room on the disk, and run again.");

    public static readonly ErrorCode PermissionDenied = new(
        "OCX3002", ExitCode.Permission, "Access to a file is denied",
        "The current user may not read or write this path.",
        "Correct the permissions of the path; a store of your own is made with OCX_HOME.");

    public static readonly ErrorCode ArchiveInvalid = new(
        "OCX3003", ExitCode.Data, "The archive is damaged",
        "The layer is not a readable archive.",
        "Tell the publisher of the package.");

    public static readonly ErrorCode ArchiveEscapes = new(
        "OCX3004", ExitCode.Data, "The archive reaches outside its directory",
        "An entry's name or link leads out of the package. Nothing was extracted.",
        "Do not use this package; tell its publisher.");

    public static readonly ErrorCode ArchiveBomb = new(
        "OCX3005", ExitCode.Data, "The archive unpacks to an unreasonable size",
        "The content is far larger than the archive (more than 100 times, and more than 256 MiB), or an archive that is to be a layer is larger than 8 GiB.",
        "Tell the publisher of the package; or, if it is yours, divide it into several layers.");

    public static readonly ErrorCode LayersOverlap = new(
        "OCX3006", ExitCode.Data, "Two layers hold the same path",
        "The layers of a package may share directories, but not files.",
        "Tell the publisher of the package.");

    public static readonly ErrorCode CodecUnsupported = new(
        "OCX3007", ExitCode.Data, "The layer's compression is not supported",
        "This version reads the codecs that the message lists.",
        "Publish the package with tar.gz layers, or use a newer version of this program.");

    public static readonly ErrorCode LockTimeout = new(
        "OCX3008", ExitCode.Temporary, "Another process did not finish in time",
        "The object is being installed by another process that has not ended.",
        "Wait for it to end, or stop it, and run again.");

    public static readonly ErrorCode MetadataInvalid = new(
        "OCX3009", ExitCode.Data, "metadata.json is not valid",
        "The package's metadata breaks its rules at the place shown.",
        "Correct the file, or tell the publisher of the package.");

    public static readonly ErrorCode NotInstalled = new(
        "OCX3010", ExitCode.NotFound, "The package is not installed",
        "The store does not have it.",
        "Run `ocx install`, or `ocx pull` in a project.");

    public static readonly ErrorCode ArchiveEntryUnsupported = new(
        "OCX3011", ExitCode.Data, "The archive holds something that cannot be installed",
        "Device files, sockets and pipes, names that this system cannot hold, and names that it takes for one another are refused.",
        "Tell the publisher of the package.");

    public static readonly ErrorCode OutputExists = new(
        "OCX3012", ExitCode.Failure, "The output exists already",
        "`package create` does not overwrite a file unless told to.",
        "Use `--force`, or another `--output`.");

    public static readonly ErrorCode SourceUnsuitable = new(
        "OCX3013", ExitCode.Data, "The directory cannot be packed",
        "It holds something an archive for others must not hold: a link that leaves it, or a name that a system the package is for cannot hold. Or a recipe wants files of it that are not there.",
        "Correct the directory at the path shown.");

    public static readonly ErrorCode LinkNeedsTag = new(
        "OCX3014", ExitCode.Data, "Install links have tags, not digests",
        "The identifier names a digest, and the install links (`candidates/TAG`, `current`) know only tags.",
        "Leave out the digest; `ocx find` shows where a digest is in the store.");

    public static readonly ErrorCode Damaged = new(
        "OCX3015", ExitCode.Data, "The store is damaged",
        "Files in the store are not what they were when they were installed: a program, a person or a failing disk changed them, or a copy of the store was cut short.",
        "Run `ocx store verify --repair`, which fetches again what is damaged.");

    public static readonly ErrorCode TagsInvalid = new(
        "OCX3016", ExitCode.Data, "A list of tags is not valid",
        "A file of the local index (`$OCX_HOME/tags`, or what `--index` names) is damaged, of another version, or of another repository.",
        "Delete the file: tags are looked up again when they are needed. If it is part of a directory given by `--index` (OCX_INDEX), restore that.");

    public static readonly ErrorCode XzUnavailable = new(
        "OCX3017", ExitCode.Unavailable, "This machine cannot write tar.xz",
        "Archives are compressed with xz by the system's liblzma, which is not there or did not do it. Reading them does not need it.",
        "Choose an output that ends in .tar.gz, or install liblzma: `apt install liblzma5`, `dnf install xz-libs`, `apk add xz-libs`, `brew install xz`; on Windows, put liblzma.dll of XZ Utils into the directory of the program.");

    public static readonly ErrorCode SourceArchiveUnsuitable = new(
        "OCX3018", ExitCode.Data, "The archive cannot be made a package",
        "`package create` takes a directory, or an archive as projects release them: .zip, .tar, .tar.gz, .tar.xz or .tar.bz2. This one is none, is not what its name says, or leaves nothing after `--strip-components`.",
        "Name another archive, or unpack it and name the directory.");

    public static readonly ErrorCode DependencyCycle = new(
        "OCX3019", ExitCode.Data, "The package depends on itself",
        "One of the dependencies is the package itself, or leads back to it. Such a package could never be installed.",
        "Take the dependency that the message names out of the metadata.");

    public static readonly ErrorCode DependencyUnsuitable = new(
        "OCX3020", ExitCode.Data, "A dependency does not fit the package",
        "The digest of a dependency names the manifest of one platform. A package for any platform can only depend on packages that are for any platform.",
        "Leave the digest away, and `ocx package create -p PLATFORM` looks up the right one.");

    public static readonly ErrorCode ProgramsUnsuitable = new(
        "OCX3021", ExitCode.Data, "The programs are not what the package says",
        "The directories that the metadata puts on the PATH are not there, hold programs that `binaries` does not list, lack ones that it lists, or hold programs for a C library that the platform does not name.",
        "Correct the metadata or the platform, or leave out the check: `--no-bin-scan`, `--no-libc-lint`.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        InputOutput, PermissionDenied, ArchiveInvalid, ArchiveEscapes, ArchiveBomb, LayersOverlap,
        CodecUnsupported, LockTimeout, MetadataInvalid, NotInstalled, ArchiveEntryUnsupported, OutputExists,
        SourceUnsuitable, LinkNeedsTag, Damaged, TagsInvalid, XzUnavailable, SourceArchiveUnsuitable,
        DependencyCycle, DependencyUnsuitable, ProgramsUnsuitable,
    ];
}
