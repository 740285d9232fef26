using System.Diagnostics;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Control.Telemetry;
using Supervision.Posix;

namespace Supervision.Control.Tests.Telemetry;

/// <summary>Spans by hand-made events.</summary>
public sealed class AttemptTracerTests : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly AttemptTracer _tracer = new();
    private readonly string _engine = $"traced-{Guid.NewGuid():N}";

    public AttemptTracerTests()
    {
        // Other tests of this process make spans as well.
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == AttemptTracer.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("supervision.engine"), _engine))
                    _spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _tracer.Dispose();
        _listener.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Attempt_OfAProcessThatEndsAtOnce_HasItsPid(bool becomesReady)
    {
        _tracer.Take(new EngineStarting(_engine, "g", null, 1, EngineState.Stopped));
        _tracer.Take(new EngineRunning(_engine, "g", 4711, 1, EngineState.Starting));
        // The actor that publishes this has seen by then that the process has ended.
        if (becomesReady)
            _tracer.Take(new EngineReady(_engine, "g", null, 1, TimeSpan.Zero));
        _tracer.Take(new EngineExited(_engine, "g", null, 1, EngineState.Running, ExitStatus.FromCode(0), null));

        Assert.Equal(4711, Assert.Single(_spans).GetTagItem("process.pid"));
    }

    [Fact]
    public void Attempt_WithoutAProcess_HasNoPid()
    {
        _tracer.Take(new EngineStarting(_engine, "g", null, 1, EngineState.Stopped));
        _tracer.Take(new EngineExited(
            _engine, "g", null, 1, EngineState.Starting, null, new EngineFailure(FailureKind.SpawnFailed, "no such file", null, [])));

        Assert.DoesNotContain(Assert.Single(_spans).TagObjects, tag => tag.Key == "process.pid");
    }
}
