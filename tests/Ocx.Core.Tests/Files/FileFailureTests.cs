using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class FileFailureTests
{
    [TestMethod]
    public void Failures_without_a_number_are_input_output_failures_in_the_systems_words()
    {
        var error = FileFailure.From(new IOException("Something odd : '/store/x'"), "/store/x", "write");

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
        Assert.AreEqual(ExitCode.InputOutput, error.Exit);
        Assert.AreEqual("Cannot write '/store/x': Something odd.", error.Message);
        Assert.AreEqual(StoreErrors.InputOutput.Remedy, error.NextStep);
    }

    [TestMethod]
    public void Denied_access_is_a_permission_failure()
    {
        var error = FileFailure.From(
            new UnauthorizedAccessException("Access to the path '/store/x' is denied.", new IOException("Permission denied")), "/store/x", "delete");

        Assert.AreEqual(StoreErrors.PermissionDenied, error.Code);
        Assert.AreEqual(ExitCode.Permission, error.Exit);
        Assert.AreEqual("Cannot delete '/store/x': Permission denied.", error.Message);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow(1, 77, "Operation not permitted", "Correct the permissions")]
    [DataRow(13, 77, "Permission denied", "Correct the permissions")]
    [DataRow(30, 77, "Read-only file system", "can only be read")]
    [DataRow(28, 74, "No space left on device", "make room on it")]
    [DataRow(122, 74, "Disk quota exceeded", "share of the disk")]
    [DataRow(5, 74, "Input/output error", "device failed")]
    [DataRow(24, 74, "Too many open files", "ulimit -n")]
    [DataRow(23, 74, "Too many open files in system", "All programs together")]
    public void Each_of_the_systems_errors_has_its_exit_code_and_its_next_step(int number, int exit, string words, string nextStep)
    {
        var error = FileFailure.From(FileFailure.SystemException(number), "/x", "write");

        Assert.AreEqual(exit, (int)error.Exit);
        Assert.AreEqual($"Cannot write '/x': {words}.", error.Message);
        Assert.Contains(nextStep, error.NextStep!);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Dotnets_own_exceptions_are_told_apart_as_well()
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);

        var error = FileFailure.From(Assert.Throws<IOException>(() => RandomAccess.Write(full, [1], 0)), "/dev/full", "write");

        Assert.Contains("make room on it", error.NextStep!);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void The_limit_of_open_files_is_named()
    {
        var limit = File.ReadLines("/proc/self/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal));

        var error = FileFailure.From(FileFailure.SystemException(24), "/x", "open");

        var number = error.NextStep!.Split(' ').Single(word => ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        Assert.AreEqual(limit.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], number);
    }
}
