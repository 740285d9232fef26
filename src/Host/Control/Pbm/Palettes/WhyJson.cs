using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervision.Actors.Engines;
using Supervision.Posix;

namespace Supervision.Control.Pbm;

/// <summary><c>engine why</c> as one object.</summary>
internal static class WhyJson
{
    public static string Of(EngineReport report, IReadOnlyList<EngineAttempt> attempts, IReadOnlyList<string> events)
    {
        EngineStatus status = report.Status;
        Field[] head =
        [
            new("engine", status.Name), new("group", status.Group), new("state", EngineFields.State(status.State)), new("since", status.Since),
            new("desired", Words.Of(status.Desired)), new("ready", Words.Of(status.Readiness)), new("pid", status.Pid), new("attempt", status.Attempt),
            new("status", status.StatusText), new("waiting-for", status.WaitingFor),
            new("failure", status.LastFailure is { } failure ? Words.Of(failure.Kind) : null), new("failure-message", status.LastFailure?.Message),
            new("backoff-left", report.BackoffLeft), new("next-retry", report.NextRetry), new("failures", report.Failures), new("same-failures", report.SameFailures),
            new("restarts-used", report.RestartsUsed), new("restarts-allowed", report.RestartsAllowed), new("within", report.Within),
            new("attempts", attempts.Select(Of)),
        ];
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (Field field in head)
                field.Write(json);
            json.WriteStartArray("events");
            foreach (string one in events)
                json.WriteRawValue(one);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static Field[] Of(EngineAttempt attempt) =>
    [
        new("attempt", attempt.Attempt), new("pid", attempt.Pid), new("command", attempt.Command), new("backoff", attempt.Backoff),
        new("started", attempt.Started), new("ready", attempt.Ready), new("ended", attempt.Ended),
        new("exit-code", attempt.Exit?.Code), new("exit-signal", attempt.Exit?.Signal is { } signal ? Signals.NameOf(signal) : null),
        new("failure", attempt.Failure is { } failure ? Words.Of(failure.Kind) : null), new("failure-message", attempt.Failure?.Message),
        new("reason", attempt.Reason),
        new("probes", attempt.Probes.OrderBy(probe => probe.Key).Select(probe => new Field[]
        {
            new("probe", Words.Of(probe.Key)), new("success", probe.Value.Success), new("detail", probe.Value.Detail),
        })),
        new("last-output", attempt.LastOutput),
    ];
}
