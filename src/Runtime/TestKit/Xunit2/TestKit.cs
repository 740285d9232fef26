using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Supervision.TestKit.Xunit2;

/// <summary>The base of xunit 2 tests of actors: each test has its own system, which ends when the test does.</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where log events go; null when the test has no output.</summary>
    protected readonly ITestOutputHelper? Output;

    private bool _disposed;

    /// <summary>Uses the system, or makes one called "test". A given system is terminated as well at the end.</summary>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Makes a system of the setup, with <see cref="DefaultConfig"/> as fallback.</summary>
    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Makes a system of the configuration, with <see cref="DefaultConfig"/> as fallback.</summary>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Makes a system of the configuration text (HOCON), with <see cref="DefaultConfig"/> as fallback.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : base(Assertions, ConfigurationFactory.ParseString(config))
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <inheritdoc cref="TestKitBase.DefaultConfig"/>
    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <inheritdoc cref="TestKitBase.FullDebugConfig"/>
    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    /// <summary>The assertions of all kits of this framework.</summary>
    protected static new XunitAssertions Assertions { get; } = new();

    /// <summary>Ends the test: <see cref="AfterAll"/>.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called when the test is over; shuts the system down. Overrides call the base.</summary>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>Calls <see cref="AfterAll"/> once.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Supervision.TestKit.Internal.ImplicitSender.Remove();
        }
    }

    /// <summary>Writes the system's log events to the test's output, when it has one.</summary>
    protected void InitializeLogger(ActorSystem system) => StartLogger(system, null);

    /// <inheritdoc cref="InitializeLogger(ActorSystem)"/>
    /// <param name="system">The system.</param>
    /// <param name="prefix">Put in front of each line.</param>
    protected void InitializeLogger(ActorSystem system, string prefix) => StartLogger(system, prefix);

    private void StartLogger(ActorSystem system, string? prefix)
    {
        if (Output is not { } output)
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(system);
        var logger = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new TestOutputLogger(output, prefix)), "log-test");
        logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), TestKitSettings.DefaultTimeout).Wait();
    }
}
