using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Supervision.Control.Http;

/// <summary>Everything that the HTTP API does. openapi.json says the same in words; a test compares the two.</summary>
internal sealed partial class ControlRoutes
{
    private const string Api = "/api/v1";
    private static readonly TimeSpan _longestWait = TimeSpan.FromHours(1);

    private readonly ControlService _control;
    private readonly Func<bool> _stopping;
    private readonly Health.HealthView _health;

    public ControlRoutes(ControlService control, Func<bool>? stopping)
    {
        _control = control;
        _stopping = stopping ?? (() => control.IsStopping);
        _health = new Health.HealthView(control.Tree.StatusAsync, _stopping, TimeSpan.FromSeconds(3));
        All =
        [
            new("GET", $"{Api}/openapi.json", OpenApiAsync),
            .. Engines(),
            .. Daemon(),
            .. Observation(),
        ];
    }

    public ImmutableArray<Route> All { get; }

    private static Task OpenApiAsync(ControlRequest request) => request.BytesAsync(_openApi.Value, "application/json; charset=utf-8");

    private static readonly Lazy<byte[]> _openApi = new(() =>
    {
        using var stream = typeof(ControlRoutes).Assembly.GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    });

    private static CommandOptions Options(bool wait, double? timeout)
    {
        var seconds = timeout ?? CommandOptions.Default.Timeout.TotalSeconds;
        return seconds > 0 && seconds <= _longestWait.TotalSeconds
            ? new CommandOptions { Wait = wait, Timeout = TimeSpan.FromSeconds(seconds) }
            : throw ProblemException.BadRequest($"timeout is a number of seconds above 0 and at most {_longestWait.TotalSeconds:0}");
    }

    // One engine that did not do as it was told makes the answer a problem; the others are told in it as well.
    private static Task ReportAsync(ControlRequest request, CommandReport report)
    {
        if (report.Engines.FirstOrDefault(engine => !engine.Succeeded) is not { } bad)
        {
            return request.JsonAsync(report, ControlJson.Write);
        }

        var status = StatusOf(bad.Status);
        return ProblemAsync(request, new Problem("about:blank", TitleOf(status), status, $"{bad.Engine}: {bad.Message}") { Engines = report.Engines });
    }

    private static Task OutcomeAsync(ControlRequest request, EngineOutcome outcome) => outcome.Succeeded
        ? request.JsonAsync(outcome, ControlJson.Write)
        : throw new ProblemException(StatusOf(outcome.Status), TitleOf(StatusOf(outcome.Status)), $"{outcome.Engine}: {outcome.Message}");

    private static Task ResultAsync(ControlRequest request, ControlResult result) => result.Succeeded
        ? request.JsonAsync(result, ControlJson.Write)
        : throw new ProblemException(StatusOf(result.Status), TitleOf(StatusOf(result.Status)), result.Message);

    public static Task ProblemAsync(ControlRequest request, Problem problem) =>
        request.JsonAsync(problem, ControlJson.Write, problem.Status, "application/problem+json");

    private static int StatusOf(CommandStatus status) => status switch
    {
        CommandStatus.NotFound => 404,
        CommandStatus.NotPossible => 422,
        CommandStatus.Stopping => 503,
        CommandStatus.TimedOut => 504,
        _ => 409,
    };

    private static string TitleOf(int status) => status switch
    {
        404 => "Not found",
        422 => "Not possible",
        503 => "Stopping",
        504 => "Timed out",
        _ => "Conflict",
    };

    private static ProblemException NoEngine(string name) => ProblemException.NotFound($"there is no engine '{name}'");
}
