using System.Reflection;

namespace Ocx.Core.Diagnostics;

/// <summary>The version of this program, as in <c>1.2.3</c> or <c>1.2.3-rc.1</c>.</summary>
public static class ProductVersion
{
    public static string Current { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
