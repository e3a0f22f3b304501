using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

/// <summary>Grpc.Tools itself is stood in for by the one target that counts: it keeps what the properties hold already.</summary>
[TestClass]
public sealed class GrpcToolsTests : BuildTest
{
    private const string GrpcTools = """
        <PropertyGroup><OcxConfigureGrpcTools>true</OcxConfigureGrpcTools></PropertyGroup>
        <Target Name="Protobuf_ResolvePlatform" BeforeTargets="PrepareForBuild">
          <PropertyGroup>
            <Protobuf_ProtocFullPath Condition="'$(Protobuf_ProtocFullPath)' == ''">packaged</Protobuf_ProtocFullPath>
            <gRPC_PluginFullPath Condition="'$(gRPC_PluginFullPath)' == ''">packaged</gRPC_PluginFullPath>
          </PropertyGroup>
          <Message Importance="high" Text="protoc=[$(Protobuf_ProtocFullPath)] plugin=[$(gRPC_PluginFullPath)]" />
        </Target>
        """;

    [TestMethod]
    public void TakesTheRestoredCompilerAndPlugin()
    {
        WriteTools("any", FakeTool.Publish(Registry, "protobuf", "protoc", "grpc_csharp_plugin"));
        Sandbox.WriteProject("app", GrpcTools);
        Sandbox.Build("app").Succeeded()
            .Shows($"protoc=[{StoredPackage}/content/bin/protoc] plugin=[{StoredPackage}/content/bin/grpc_csharp_plugin]");

        // IntelliSense runs protoc too, from what the last restore left.
        Sandbox.Run("msbuild", "app", "-t:Protobuf_ResolvePlatform", "-p:DesignTimeBuild=true").Succeeded()
            .Shows($"protoc=[{StoredPackage}/content/bin/protoc]");
    }

    [TestMethod]
    public void SaysSoWhenNoToolOffersProtoc()
    {
        Sandbox.WriteProject("app", GrpcTools);
        Sandbox.Build("app").FailedWith("OCX4001", Sandbox.PathOf("ocx.toml")).Shows("no tool of this project offers protoc");
    }
}
