using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Resolution;

/// <summary>What the tags of one repository meant when they were looked up (contract: package, 6.1).</summary>
/// <param name="Repository"><c>registry/repository</c>.</param>
internal sealed record TagFile(string Repository, SortedDictionary<string, Digest> Tags)
{
    private const int Version = 1;
    private const int MaximumSize = 32 * 1024 * 1024;

    private static readonly TimeSpan WriterWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WriterPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Null when there is no such file, or an empty one: somebody begins to write it.</summary>
    /// <exception cref="OcxException">OCX3016, OCX3001, OCX3002.</exception>
    public static TagFile? TryRead(string path)
    {
        try
        {
            return ReadAllBytes(path) is { Length: > 0 } content ? Parse(content, path) : null;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PrettyJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteString("repository", Repository);
            writer.WriteStartObject("tags");
            foreach (var (tag, digest) in Tags)
            {
                writer.WriteString(tag, digest.ToString());
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static OcxException Invalid(string path, string reason, Exception? inner = null) => new(
        StoreErrors.TagsInvalid, $"The list of tags cannot be used: {reason}.", new SourceLocation(path), StoreErrors.TagsInvalid.Remedy, inner);

    /// <summary>
    /// Opening for reading takes a shared lock. Other implementations write in place under an exclusive one, which is waited for: a file that is
    /// half written says nothing.
    /// </summary>
    private static byte[]? ReadAllBytes(string path)
    {
        for (var deadline = Environment.TickCount64 + (long)WriterWait.TotalMilliseconds; ;)
        {
            try
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
                if (stream.Length > MaximumSize)
                {
                    throw Invalid(path, string.Create(CultureInfo.InvariantCulture, $"it has more than {MaximumSize} bytes"));
                }

                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return content;
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            catch (IOException exception) when (FileLock.IsHeld(exception) && Environment.TickCount64 < deadline)
            {
                Thread.Sleep(WriterPause);
            }
        }
    }

    private static TagFile Parse(byte[] content, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() is not Version and var version)
            {
                throw Invalid(path, string.Create(CultureInfo.InvariantCulture, $"it is of version {version}, and this program reads version {Version}"));
            }

            var tags = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
            foreach (var tag in root.GetProperty("tags").EnumerateObject())
            {
                tags[tag.Name] = Digest.Parse(tag.Value.GetString() ?? "");
            }

            return new(root.GetProperty("repository").GetString() ?? "", tags);
        }
        catch (Exception exception) when (JsonFault.Is(exception) || exception is KeyNotFoundException or FormatException)
        {
            throw Invalid(path, "it is damaged", exception);
        }
    }
}
