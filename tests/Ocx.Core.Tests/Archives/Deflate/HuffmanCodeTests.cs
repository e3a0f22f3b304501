using Ocx.Core.Archives.Deflate;

namespace Ocx.Core.Tests.Archives.Deflate;

[TestClass]
public sealed class HuffmanCodeTests
{
    [TestMethod]
    [DataRow(7)]
    [DataRow(9)]
    [DataRow(15)]
    public void Codes_are_complete_and_no_longer_than_allowed(int maximum)
    {
        // Fibonacci's numbers give the deepest tree.
        var frequencies = new int[30];
        (frequencies[0], frequencies[1]) = (1, 1);
        for (var i = 2; i < frequencies.Length; i++)
        {
            frequencies[i] = frequencies[i - 1] + frequencies[i - 2];
        }

        var code = new HuffmanCode(frequencies.Length, maximum);
        code.Build(frequencies);

        Assert.AreEqual(maximum, code.Lengths.Max());
        Assert.AreEqual(1 << maximum, code.Lengths.Sum(length => 1 << (maximum - length)));
        Assert.IsTrue(code.Lengths.Zip(code.Lengths.Skip(1)).All(pair => pair.First >= pair.Second), "The more frequent, the shorter.");
    }

    [TestMethod]
    [DataRow("1 2 4 8", "3 3 2 1")]
    [DataRow("5 5 5 5", "2 2 2 2")]
    [DataRow("0 9 0 9", "0 1 0 1")]
    [DataRow("0 0 7 0", "1 0 1 0")]
    [DataRow("7 0 0 0", "1 1 0 0")]
    [DataRow("0 0 0 0", "1 1 0 0")]
    public void Lengths_follow_frequencies(string frequencies, string lengths)
    {
        var code = new HuffmanCode(symbols: 4, maximumLength: 15);

        code.Build([.. frequencies.Split(' ').Select(int.Parse)]);

        Assert.AreEqual(lengths, string.Join(' ', code.Lengths));
    }
}
