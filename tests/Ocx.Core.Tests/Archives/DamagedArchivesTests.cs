using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Archives;

[TestClass]
public sealed class DamagedArchivesTests
{
    private const int Rounds = 500;

    /// <summary>The seeds are fixed: a failure names the round that repeats it.</summary>
    [TestMethod]
    public async Task Any_damage_ends_in_a_coded_error_or_a_tree_inside()
    {
        var sound = new TarBuilder()
            .PaxText('g', TarBuilder.Record("comment", "x"))
            .Directory("dir/").File("dir/file", "content")
            .LongName(new string('n', 120)).File("short", "long")
            .Pax(("path", "pax/file"), ("size", "5")).File("short", "12345")
            .HardLink("hard", "dir/file").Symlink("dir/soft", "../pax/file")
            .ToTar();

        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Damage(sound, new Random(round));
            using var layer = new LayerCase();
            try
            {
                await layer.ExtractAsync(TarBuilder.Gzip(damaged));
            }
            catch (OcxException)
            {
                // One of ours, as it should be.
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Round {round} ended in an error without a code.", e);
            }
        }
    }

    /// <summary>Changes a few bytes of one block, mostly where a header has a field, and makes the checksum right again half of the time.</summary>
    private static byte[] Damage(byte[] sound, Random random)
    {
        var damaged = (byte[])sound.Clone();
        var start = 512 * random.Next(damaged.Length / 512);
        var block = damaged.AsSpan(start, 512);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            int[] fields = [random.Next(12), 100 + random.Next(8), 124 + random.Next(12), 156, 157 + random.Next(12), random.Next(512)];
            byte[] values = [0, (byte)'/', (byte)'.', (byte)'\\', (byte)'7', (byte)'x', (byte)'L', 0x80, 0xFF, (byte)random.Next(256)];
            block[fields[random.Next(fields.Length)]] = values[random.Next(values.Length)];
        }

        if (random.Next(2) == 0)
        {
            block.Slice(148, 8).Fill((byte)' ');
            var sum = 0;
            foreach (var octet in block)
            {
                sum += octet;
            }

            TarBuilder.Put(damaged, start + 148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        }

        return damaged;
    }
}
