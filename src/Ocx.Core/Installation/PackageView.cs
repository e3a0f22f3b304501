using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>An installed package as its environment is made from it.</summary>
public sealed record PackageView(Identifier Identifier, PackageDirectory Directory, Metadata Metadata, Closure Closure);
