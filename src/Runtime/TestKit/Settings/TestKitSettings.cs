using Supervision.Actor;
using Supervision.Configuration;

namespace Supervision.TestKit;

/// <summary>The settings of the test kit, read from <c>akka.test</c> of the system's configuration.</summary>
public class TestKitSettings : IExtension
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(3);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationException">The time factor is not positive.</exception>
    public TestKitSettings(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", TimeSpan.FromSeconds(5), false);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", Default, false);
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", Default, false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor", 1);
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug", false);
        ExpectNoMessageDefault = config.HasPath("akka.test.expect-no-message-default")
            ? config.GetTimeSpan("akka.test.expect-no-message-default")
            : SingleExpectDefault;
        if (!(TestTimeFactor > 0) || double.IsInfinity(TestTimeFactor))
        {
            throw new ConfigurationException($"akka.test.timefactor must be positive; it is {TestTimeFactor}.");
        }
    }

    /// <summary>The limit of latches, barriers and asks; 5 seconds by default.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long one examination waits outside of <c>Within</c>; 3 seconds by default.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long <c>ExpectNoMsg</c> listens outside of <c>Within</c>; <see cref="SingleExpectDefault"/> unless set.</summary>
    public TimeSpan ExpectNoMessageDefault { get; }

    /// <summary>How long an event filter waits for its log events after the block; 3 seconds by default.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>All limits are multiplied by it; 1 by default, more on slow machines.</summary>
    public double TestTimeFactor { get; }

    /// <summary>True when the kit logs its own waits at debug level; false by default.</summary>
    public bool LogTestKitCalls { get; }
}
