using Ocx.Benchmarks;

switch (args)
{
    case ["cold-restore"]:
        return await ColdRestore.RunAsync();
    case ["noop-build"]:
        return NoopBuild.Run();
    case ["install-large"]:
        return await InstallLarge.RunAsync();
    case ["assemble"]:
        return await Assemble.RunAsync();
    case ["clean"]:
        return Clean.Run();
    case ["xz-blocks"]:
        return await XzBlocks.RunAsync();
    case ["memory"]:
        return await Memory.RunAsync();
    case ["ranges"]:
        return await Ranges.RunAsync();
    case ["latency"]:
        return await Latency.RunAsync();
    case ["create"]:
        return Create.Run();
    default:
        Console.Error.WriteLine(
            "Usage: dotnet run -c Release --project benchmarks -- cold-restore|noop-build|install-large|assemble|xz-blocks|memory|clean|ranges|latency|create");
        return 64;
}
