using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class DirectoryRegistryContractTests : RegistryContract, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ocx-test-");

    public DirectoryRegistryContractTests() => Registry = new DirectoryRegistry("tools.local", _directory.FullName);

    public void Dispose() => _directory.Delete(recursive: true);
}
