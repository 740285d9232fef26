using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.TestKit.Xunit2;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Supervision.TestKit.Tests;

public class XunitTestKitTests
{
    [Fact]
    public void Dispose_Kit_TerminatesItsSystem()
    {
        var kit = new Xunit2.TestKit(ConfigurationFactory.ParseString("my.value = 5"), "named");
        Assert.Equal("named", kit.Sys.Name);
        Assert.Equal(5, kit.Sys.Settings.Config.GetInt("my.value"));
        Assert.Equal(TimeSpan.FromSeconds(5), kit.TestKitSettings.DefaultTimeout);
        kit.Dispose();
        Assert.True(kit.Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void Constructor_GivenSystem_UsesIt()
    {
        var system = ActorSystem.Create("mine");
        using var kit = new Xunit2.TestKit(system);
        Assert.Same(system, kit.Sys);
        kit.TestActor.Tell("x");
        kit.ExpectMsg("x");
    }

    [Fact]
    public void Constructor_Setup_KeepsItsConfiguration()
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("akka.test.timefactor = 3")));
        using var kit = new Xunit2.TestKit(setup);
        Assert.Equal(3, kit.TestKitSettings.TestTimeFactor);
    }

    [Fact]
    public void Output_LogEvents_AreWrittenToIt()
    {
        var output = new RecordingOutput();
        using var kit = new Xunit2.TestKit("akka.loglevel = INFO", output);
        kit.EventFilter.Info("hello log").ExpectOne(() => kit.Log.Info("hello log"));
        kit.AwaitCondition(() => output.Contains("hello log"));
    }

    [Fact]
    public void Assertions_Failures_AreXunits()
    {
        var assertions = new XunitAssertions();
        Assert.Contains("a 1", Assert.ThrowsAny<XunitException>(() => assertions.Fail("a {0}", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("{0}", Assert.ThrowsAny<XunitException>(() => assertions.Fail("{0}")).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<XunitException>(() => assertions.AssertTrue(false, "x"));
        Assert.ThrowsAny<XunitException>(() => assertions.AssertFalse(true, "x"));
        var failure = Assert.ThrowsAny<XunitException>(() => assertions.AssertEqual(1, 2, "why {0}", "not"));
        Assert.Contains("why not", failure.Message, StringComparison.Ordinal);
        assertions.AssertEqual(1, 1);
        assertions.AssertEqual("a", "A", (a, b) => a.Length == b.Length);
    }

    private sealed class RecordingOutput : ITestOutputHelper
    {
        private readonly List<string> _lines = [];

        public void WriteLine(string message)
        {
            lock (_lines)
            {
                _lines.Add(message);
            }
        }

        public void WriteLine(string format, params object[] args) =>
            WriteLine(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));

        public bool Contains(string part)
        {
            lock (_lines)
            {
                return _lines.Exists(line => line.Contains(part, StringComparison.Ordinal));
            }
        }
    }
}
