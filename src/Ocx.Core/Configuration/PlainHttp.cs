using Ocx.Core.Diagnostics;

namespace Ocx.Core.Configuration;

/// <summary>Plain HTTP is for hosts that <c>OCX_INSECURE_REGISTRIES</c> lists; a file or an answer cannot allow it.</summary>
internal static class PlainHttp
{
    /// <summary>The address itself, if it may be used.</summary>
    /// <param name="subject">Begins the message: "The mirror of ghcr.io".</param>
    /// <param name="location">Where the address was written, if that was in a file.</param>
    /// <exception cref="OcxException">OCX5003.</exception>
    public static Uri Check(Uri address, bool isAllowed, string subject, SourceLocation? location = null) =>
        address.Scheme != Uri.UriSchemeHttp || isAllowed
            ? address
            : throw new OcxException(
                PolicyErrors.InsecureRegistry,
                $"{subject} is {RegistryAddress.Show(address)}, and plain HTTP is not allowed for {address.Authority}.",
                location,
                $"Use https, or add {address.Authority} to {OcxVariables.InsecureRegistries}.");
}
