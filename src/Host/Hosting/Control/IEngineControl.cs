using Supervision.Actors.Engines;
using Supervision.Control;

namespace Supervision.Hosting;

/// <summary>
/// Controls engines: all of them, or those that <see cref="For"/> chooses. A thin client of <see cref="ISupervisionControl"/>, which can be injected
/// before the host has started; its methods throw <see cref="InvalidOperationException"/> until then.
/// </summary>
public interface IEngineControl
{
    /// <summary>Which engines are meant.</summary>
    Target Target { get; }

    /// <summary>The control service itself, for everything that is not here.</summary>
    /// <exception cref="InvalidOperationException">The host has not started, or has no engines.</exception>
    ISupervisionControl Service { get; }

    /// <summary>Control of some engines.</summary>
    /// <param name="target">A name, <c>group:NAME</c>, a glob, a label as <c>tier=gold</c>, or several with commas.</param>
    /// <exception cref="ArgumentException">It is no such text.</exception>
    IEngineControl For(string target);

    /// <summary>How the engines are now.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<EngineSnapshot>> ListAsync(CancellationToken cancellation = default);

    /// <summary>Why the engines are as they are: their last attempts and what comes next.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<EngineReport>> WhyAsync(CancellationToken cancellation = default);

    /// <summary>Whether there is such an engine, and every one of them is ready.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    Task<bool> IsReadyAsync(CancellationToken cancellation = default);

    /// <summary>Waits until every engine is ready.</summary>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TimeoutException">They are not in time; the message says which.</exception>
    Task WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellation = default);

    /// <summary>Asks for them to run.</summary>
    /// <param name="options">Whether to wait for it; null does not.</param>
    /// <param name="cancellation">Ends the wait, not the command.</param>
    Task<CommandReport> StartAsync(CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Asks for them to be down until they are started again.</summary>
    /// <param name="options">Whether to wait for it; null does not.</param>
    /// <param name="cancellation">Ends the wait, not the command.</param>
    Task<CommandReport> StopAsync(CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Asks for them to be stopped and started again.</summary>
    /// <param name="options">Whether to wait for it; null does not.</param>
    /// <param name="cancellation">Ends the wait, not the command.</param>
    Task<CommandReport> RestartAsync(CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Restarts their instances a few at a time.</summary>
    /// <param name="maxUnavailable">How many may be other than ready at a time, 1 or more.</param>
    /// <param name="options">Whether to wait for it; null does not.</param>
    /// <param name="cancellation">Ends the wait, not the command.</param>
    Task<CommandReport> RollingRestartAsync(int maxUnavailable = 1, CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Changes the number of their instances.</summary>
    /// <param name="instances">1 to 256.</param>
    /// <param name="options">Whether to wait for it; null does not.</param>
    /// <param name="cancellation">Ends the wait, not the command.</param>
    Task<CommandReport> ScaleAsync(int instances, CommandOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Sends a signal to their processes.</summary>
    /// <param name="signal">1 to 64.</param>
    /// <param name="cancellation">Ends the wait, not the command.</param>
    Task<CommandReport> SignalAsync(int signal, CancellationToken cancellation = default);
}
