using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class DirectoryRegistryContractTests : RegistryContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public DirectoryRegistryContractTests() => Registry = new DirectoryRegistry("tools.local", _directory.Path);

    public void Dispose() => _directory.Dispose();
}
