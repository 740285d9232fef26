using Supervision.Actors;

namespace Supervision.Hosting;

/// <summary>Options of the hosting itself. Simple ones are read from <c>Supervision:Hosting</c> of the host's configuration, and win there.</summary>
public sealed class SupervisionOptions
{
    /// <summary>How long the host's start waits until engines are ready; null, the default, does not wait.</summary>
    public TimeSpan? WaitForReady { get; set; }

    /// <summary>Which engines that wait is for; empty, the default, for all that are started.</summary>
    public IReadOnlyList<string> WaitForEngines { get; set; } = [];

    /// <summary>
    /// Whether <c>HostOptions.ShutdownTimeout</c> is raised where the engines may take longer to stop; otherwise a warning says so. Default false.
    /// </summary>
    public bool RaiseShutdownTimeout { get; set; }

    /// <summary>What happens when the tree gives up. Default <see cref="GaveUpAction.StopHost"/>.</summary>
    public GaveUpAction OnGaveUp { get; set; }

    /// <summary>Decides instead of <see cref="OnGaveUp"/>; null, the default, for nobody.</summary>
    public Func<TreeOutcome, IServiceProvider, Task<GaveUpAction>>? GaveUpHandler { get; set; }

    /// <summary>Whether the host stops when every engine has reached its normal end. Default false.</summary>
    public bool StopHostWhenEnded { get; set; }

    /// <summary>Whether lines of engines whose output is inherited go to <c>ILogger</c>. Default true.</summary>
    public bool LogEngineOutput { get; set; } = true;

    /// <summary>Whether events of the tree go to <c>ILogger</c>. Default true.</summary>
    public bool LogEvents { get; set; } = true;

    /// <summary>
    /// Whether the HTTP listeners of <c>supervision.control</c> are opened, as the daemon does: JSON API, events and <c>/metrics</c>. Default false.
    /// </summary>
    public bool OpenControl { get; set; }

    /// <summary>The section of the host's configuration that is a layer above all others; empty for none. Default <c>Supervision</c>.</summary>
    public string Section { get; set; } = "Supervision";
}
