namespace Ocx.Core.Tests;
[TestClass] public sealed class Smoke { [TestMethod] public void Runs() => Assert.AreEqual(64, (int)Ocx.Core.Diagnostics.ExitCode.Usage); }
