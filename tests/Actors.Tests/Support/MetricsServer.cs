using System.Globalization;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Support;

/// <summary>The metrics of an engine that the test moves.</summary>
internal sealed class MetricsServer : IDisposable
{
    private readonly ScriptedServer _server = new();
    private int _steps = 1_000;

    public MetricsServer() => _server.Answer = _ =>
    {
        _steps += Moves ? 1 : 0;
        return (Status, string.Create(CultureInfo.InvariantCulture, $"# TYPE running gauge\nrunning{{engine=\"0\"}} {Running}\nwaiting 0\nsteps_total {_steps}.0\n"));
    };

    public volatile int Running;
    public volatile int Status = 200;
    public volatile bool Moves;

    public int Steps { get => _steps; set => _steps = value; }

    public ProgressSettings Settings => new()
    {
        Url = _server.At("/metrics"),
        Running = ["running"],
        Waiting = ["waiting"],
        Counter = ["steps_total"],
        HangTimeout = TimeSpan.FromMilliseconds(300),
        Interval = TimeSpan.FromMilliseconds(20),
    };

    public void Dispose() => _server.Dispose();
}
