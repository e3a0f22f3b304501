using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Network;

/// <summary>The certificate authorities that SSL_CERT_FILE and SSL_CERT_DIR add to the system's.</summary>
internal static class CertificateAuthorities
{
    private const long MaximumFileSize = 16 * 1024 * 1024;

    /// <summary>Empty when no variable is set.</summary>
    /// <exception cref="OcxException">OCX2018: what a variable names cannot be read, or SSL_CERT_FILE holds no certificate.</exception>
    public static X509Certificate2Collection From(NetworkSettings settings)
    {
        var variables = settings.Variables;
        var authorities = new X509Certificate2Collection();
        if (variables.Text(ExternalVariables.CertificateFile) is { } file
            && Read(ExternalVariables.CertificateFile, Absolute(ExternalVariables.CertificateFile, file, settings), authorities) == 0)
        {
            throw Invalid(ExternalVariables.CertificateFile, file, "holds no certificate in PEM form");
        }

        // OpenSSL's variable: several directories, which hold other files too.
        var directories = variables.Text(ExternalVariables.CertificateDirectory)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var directory in directories ?? [])
        {
            foreach (var path in FilesOf(Absolute(ExternalVariables.CertificateDirectory, directory, settings)))
            {
                Read(ExternalVariables.CertificateDirectory, path, authorities);
            }
        }

        return authorities;
    }

    /// <summary>The process may work elsewhere than the user does.</summary>
    private static string Absolute(string variable, string path, NetworkSettings settings) => Path.IsPathFullyQualified(path) ? path
        : settings.WorkingDirectory is { } start ? Path.GetFullPath(path, start)
        : throw Invalid(variable, path, "is not an absolute path");

    private static string[] FilesOf(string directory)
    {
        try
        {
            return Directory.GetFiles(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Invalid(ExternalVariables.CertificateDirectory, directory, "is not a directory that can be read", exception);
        }
    }

    /// <returns>How many certificates the file had.</returns>
    private static int Read(string variable, string path, X509Certificate2Collection authorities)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaximumFileSize })
            {
                throw Invalid(variable, path, $"has more than {MaximumFileSize} bytes");
            }

            var known = authorities.Count;
            authorities.ImportFromPem(File.ReadAllText(path));
            return authorities.Count - known;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Invalid(variable, path, "cannot be read", exception);
        }
        catch (CryptographicException exception)
        {
            throw Invalid(variable, path, "holds a certificate that is damaged", exception);
        }
    }

    private static OcxException Invalid(string variable, string path, string how, Exception? exception = null) => new(
        RegistryErrors.NetworkSettingInvalid, $"{path}, which the variable {variable} names, {how}.", innerException: exception);
}
