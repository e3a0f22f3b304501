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

    /// <summary>Ends the name of a file with the same content as is just being written, and is not a tag file's.</summary>
    private const string Whole = ".new";

    private static readonly TimeSpan WriterWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WriterPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Null when there is no such file, or an empty one: somebody begins to write it.</summary>
    /// <exception cref="OcxException">OCX3016, OCX3001, OCX3002.</exception>
    public static TagFile? TryRead(string path)
    {
        TagFile? file = null;
        FileFailure.Guard(path, "read", () => file = ReadAllBytes(path) is { } content ? Of(content, path) : null);
        return file;
    }

    /// <inheritdoc cref="TryRead(string)"/>
    public static TagFile? TryRead(LockedFile file, string path)
    {
        TagFile? read = null;
        RequireSize(file.Length, path);
        FileFailure.Guard(path, "read", () => read = Of(file.ReadAllBytes(), path));
        return read;
    }

    /// <summary>Writes in place, and beside it first, so that whoever reads what a killed writer left finds all of it.</summary>
    /// <exception cref="OcxException">OCX3001, OCX3002.</exception>
    public void Write(LockedFile file, string path)
    {
        var content = ToBytes();
        AtomicFile.Write(path + Whole, content);
        FileFailure.Guard(path, "write", () =>
        {
            file.Write(content);
            File.Delete(path + Whole);
        });
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
                RequireSize(stream.Length, path);
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

    private static void RequireSize(long length, string path)
    {
        if (length > MaximumSize)
        {
            throw Invalid(path, string.Create(CultureInfo.InvariantCulture, $"it has more than {MaximumSize} bytes"));
        }
    }

    private static TagFile? Of(byte[] content, string path)
    {
        if (content.Length == 0)
        {
            return null;
        }

        try
        {
            return Parse(content, path);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return ReadWhole(path) ?? throw Invalid(path, "it is damaged", exception);
        }
    }

    /// <summary>What a writer who was killed meant to write; null when there is no such thing.</summary>
    private static TagFile? ReadWhole(string path)
    {
        try
        {
            return ReadAllBytes(path + Whole) is { } content ? Parse(content, path) : null;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

    private static bool IsDamage(Exception exception) => JsonFault.Is(exception) || exception is KeyNotFoundException or FormatException;

    private static TagFile Parse(byte[] content, string path)
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
}
