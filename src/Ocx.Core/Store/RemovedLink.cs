namespace Ocx.Core.Store;

/// <param name="Link">Absolute path of the install symlink that was there.</param>
/// <param name="Package">Absolute path of the package it pointed to; that may be gone.</param>
public sealed record RemovedLink(string Link, string Package);
