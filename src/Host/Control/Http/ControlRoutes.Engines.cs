using Supervision.Actors.Engines;
using Supervision.Actors.Logs;
using Supervision.Posix;

namespace Supervision.Control.Http;

internal sealed partial class ControlRoutes
{
    private const int MostBytes = 16 * 1024 * 1024;

    private IEnumerable<Route> Engines() =>
    [
        new("GET", $"{Api}/engines", async request => await request.JsonAsync(
            new EnginesAnswer(await _control.ListAsync(request.QueryTarget(), request.Switch("gpu"), request.Aborted)), ControlJson.Write)) { Query = ["target", "gpu"] },
        new("GET", $"{Api}/groups", async request => await request.JsonAsync(
            new GroupsAnswer(await _control.GroupsAsync(request.Aborted)), ControlJson.Write)),
        new("GET", $"{Api}/engines/{{name}}", async request => await request.JsonAsync(
            await _control.InfoAsync(request.Value("name"), request.Aborted) ?? throw NoEngine(request.Value("name")), ControlJson.Write)),
        new("GET", $"{Api}/engines/{{name}}/why", async request => await request.JsonAsync(
            Masked(await _control.WhyAsync(request.Value("name"), request.Aborted) ?? throw NoEngine(request.Value("name"))), ControlJson.Write)),
        new("PUT", $"{Api}/engines/{{target}}/desired", SetDesiredAsync),
        new("PUT", $"{Api}/engines/{{target}}/instances", ScaleAsync),
        new("POST", $"{Api}/engines/{{target}}/restart", RestartAsync) { IsRepeatable = true },
        new("POST", $"{Api}/engines/{{target}}/rolling-restart", RollAsync) { IsRepeatable = true },
        new("POST", $"{Api}/engines/{{target}}/signal", SignalAsync) { IsRepeatable = true },
        new("POST", $"{Api}/engines/{{target}}/hasten", async request =>
        {
            await request.NoBodyAsync();
            await ReportAsync(request, await _control.HastenAsync(request.Target, request.Caller, request.Aborted));
        }),
        new("POST", $"{Api}/engines/{{name}}/stdin", WriteStdinAsync) { IsRepeatable = true, Query = ["close"] },
        new("POST", $"{Api}/engines/{{name}}/heartbeat", async request => await OutcomeAsync(request, await _control.BeatAsync(
            request.Value("name"), (await request.BodyAsync(ControlJson.ParseBeatBody)).Status, request.Aborted))),
        new("GET", $"{Api}/engines/{{name}}/logs/{{stream}}", ReadLogAsync) { Query = ["lines", "offset", "length"] },
        new("GET", $"{Api}/engines/{{name}}/logs/{{stream}}/follow", FollowLogAsync) { Query = ["lines"] },
    ];

    private async Task SetDesiredAsync(ControlRequest request)
    {
        var body = await request.BodyAsync(ControlJson.ParseDesiredBody);
        var options = Options(body.Wait, body.Timeout);
        await ReportAsync(request, body.Desired switch
        {
            "up" => await _control.StartAsync(request.Target, request.Caller, options, request.Aborted),
            "down" => await _control.StopAsync(request.Target, request.Caller, options, request.Aborted),
            _ => throw ProblemException.BadRequest("desired is up or down"),
        });
    }

    private async Task RestartAsync(ControlRequest request)
    {
        var body = await request.BodyAsync(ControlJson.ParseWaitBody);
        await ReportAsync(request, await _control.RestartAsync(request.Target, request.Caller, Options(body.Wait, body.Timeout), request.Aborted));
    }

    private async Task ScaleAsync(ControlRequest request)
    {
        const int Most = 256;
        var body = await request.BodyAsync(ControlJson.ParseInstancesBody);
        var instances = body.Instances is > 0 and <= Most and var count ? count : throw ProblemException.BadRequest($"instances is a number from 1 to {Most}");
        await ReportAsync(request, await _control.ScaleAsync(request.Target, instances, request.Caller, Options(body.Wait, body.Timeout), request.Aborted));
    }

    private async Task WriteStdinAsync(ControlRequest request) => await OutcomeAsync(request, await _control.WriteStdinAsync(
        request.Value("name"), await request.BytesAsync(), request.Caller, request.Switch("close"), request.Aborted));

    private async Task RollAsync(ControlRequest request)
    {
        var body = await request.BodyAsync(ControlJson.ParseRollBody);
        var most = body.MaxUnavailable > 0 ? body.MaxUnavailable : throw ProblemException.BadRequest("maxUnavailable is 1 or more");
        await ReportAsync(
            request, await _control.RollingRestartAsync(request.Target, request.Caller, most, Options(body.Wait, body.Timeout), request.Aborted));
    }

    private async Task SignalAsync(ControlRequest request)
    {
        var body = await request.BodyAsync(ControlJson.ParseSignalBody);
        if (!Signals.TryParse(body.Signal, out var signal))
        {
            throw ProblemException.BadRequest("signal is a name as TERM or a number");
        }

        await ReportAsync(request, await _control.SignalAsync(request.Target, signal, request.Caller, body.Group, request.Aborted));
    }

    private async Task ReadLogAsync(ControlRequest request)
    {
        const string Plain = "text/plain; charset=utf-8";
        var (name, stream) = (request.Value("name"), StreamOf(request));
        if (request.Query("offset") is not { } from)
        {
            if (request.Query("length") is not null)
            {
                throw ProblemException.BadRequest("length goes with offset; lines is a number of lines");
            }

            var lines = await _control.LastLinesAsync(name, stream, (int)request.Number("lines", 100, 0, 100_000), request.Aborted) ?? throw NoLog(name, stream);
            await request.BytesAsync(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))), Plain);
            return;
        }

        if (request.Query("lines") is not null || (from.StartsWith('-') && request.Query("length") is not null))
        {
            throw ProblemException.BadRequest("lines and offset exclude each other, and so do length and an offset from the end");
        }

        var offset = request.Number("offset", 0, -MostBytes, long.MaxValue / 2);
        var part = await _control.ReadLogAsync(name, stream, offset, offset < 0 ? 0 : request.Number("length", 0, 0, MostBytes), request.Aborted)
            ?? throw NoLog(name, stream);
        if (part.Result != LogReadResult.Read)
        {
            throw part.Result == LogReadResult.NoFile
                ? ProblemException.NotFound($"the {Words.Of(stream)} of '{name}' has no file")
                : new ProblemException(500, "Not readable", $"the {Words.Of(stream)} of '{name}' cannot be read; look at its file and its folder, of which the daemon needs the rights");
        }

        request.Http.SetHeader("Supervision-Log-Offset", part.Offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await request.BytesAsync(part.Bytes, "application/octet-stream");
    }

    private async Task FollowLogAsync(ControlRequest request)
    {
        var (name, stream) = (request.Value("name"), StreamOf(request));
        var lines = await _control.BeginLinesAsync(name, stream, (int)request.Number("lines", 10, 0, 100_000), request.Aborted) ?? throw NoLog(name, stream);
        var events = request.BeginEvents(_control.Time);
        await events.WriteAllAsync(lines, line =>
        {
            if (line.Lost > 0)
            {
                events.Write(null, "lost", line.Lost.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            events.Write(null, "line", line.Text.Replace('\r', ' '));
        });
    }

    // Last lines of output stay as they are, they are the engine's; its command may hold a secret.
    private static EngineReport Masked(EngineReport report) => report with
    {
        Attempts = [.. report.Attempts.Select(attempt => attempt with { Command = EngineSummary.Masked(attempt.Command, []) })],
    };

    private static OutputStream StreamOf(ControlRequest request) => request.Value("stream") switch
    {
        "stdout" => OutputStream.Stdout,
        "stderr" => OutputStream.Stderr,
        var other => throw ProblemException.NotFound($"there is no stream '{other}', only stdout and stderr"),
    };

    private static ProblemException NoLog(string name, OutputStream stream) =>
        ProblemException.NotFound($"there is no engine '{name}', or it has not started yet, or its {Words.Of(stream)} goes into its standard output");
}
