using System.Globalization;
using System.Text.RegularExpressions;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Diagnostics;

[TestClass]
public sealed partial class ErrorCatalogueTests
{
    [TestMethod]
    public void Codes_are_unique_well_formed_and_say_what_to_do()
    {
        foreach (var code in ErrorCatalogue.All)
        {
            Assert.MatchesRegex(CodePattern(), code.Id);
            Assert.IsTrue(code.Title.Length > 5 && code.Cause.EndsWith('.') && code.Remedy.EndsWith('.'), code.Id);
            Assert.AreNotEqual(ExitCode.Success, code.Exit, code.Id);
        }

        Assert.HasCount(ErrorCatalogue.All.Count, ErrorCatalogue.All.Select(code => code.Id).Distinct());
    }

    [TestMethod]
    public void Codes_of_a_band_have_no_gaps()
    {
        foreach (var band in ErrorCatalogue.All.Where(code => code.Id[3] != '9').GroupBy(code => code.Id[3]))
        {
            var numbers = band.Select(code => int.Parse(code.Id[4..], CultureInfo.InvariantCulture)).ToList();
            Assert.AreSequenceEqual(Enumerable.Range(1, numbers.Count), numbers);
        }
    }

    [TestMethod]
    public void A_code_is_found_in_any_case() => Assert.AreSame(ProjectErrors.LockStale, ErrorCatalogue.Find("ocx1006"));

    [GeneratedRegex("^OCX[1-59][0-9]{3}$")]
    private static partial Regex CodePattern();
}
