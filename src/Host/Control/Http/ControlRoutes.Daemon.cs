using System.Text;
using Supervision.Actors.Settings;

namespace Supervision.Control.Http;

internal sealed partial class ControlRoutes
{
    private IEnumerable<Route> Daemon() =>
    [
        new("GET", $"{Api}/system", async request => await request.JsonAsync(await _control.SystemAsync(request.Aborted), ControlJson.Write)),
        new("POST", $"{Api}/system/shutdown", ShutdownAsync) { IsRepeatable = true },
        new("POST", $"{Api}/system/re-exec", ReexecAsync) { IsRepeatable = true },
        new("POST", $"{Api}/system/reopen-logs", async request =>
        {
            await request.NoBodyAsync();
            await ResultAsync(request, await _control.ReopenLogsAsync(request.Caller, request.Aborted));
        }),
        new("POST", $"{Api}/system/mark", MarkAsync) { IsRepeatable = true },
        new("GET", $"{Api}/system/log-level", async request => await request.JsonAsync(
            new LevelBody(_control.LogLevel is { } level ? Words.Of(level) : null), ControlJson.Write)),
        new("PUT", $"{Api}/system/log-level", SetLevelAsync),
        new("GET", $"{Api}/actors", ActorsAsync) { Query = ["path", "depth"] },
        new("GET", $"{Api}/configuration", ShowConfigurationAsync) { Query = ["format", "origins"] },
        new("GET", $"{Api}/configuration/check", async request => await AnswerAsync(request, await _control.CheckConfigurationAsync(request.Aborted))),
        new("POST", $"{Api}/configuration/reload", ReloadAsync) { IsRepeatable = true },
    ];

    private async Task ShutdownAsync(ControlRequest request)
    {
        var body = await request.BodyAsync(ControlJson.ParseShutdownBody);
        await ResultAsync(request, await _control.ShutdownAsync(request.Caller, body.Hasten, request.Aborted));
    }

    private async Task ReexecAsync(ControlRequest request)
    {
        await request.NoBodyAsync();
        await ResultAsync(request, await _control.ReexecAsync(request.Caller, request.Aborted));
    }

    private async Task ReloadAsync(ControlRequest request)
    {
        const string Any = "*";
        await request.NoBodyAsync();
        var running = await _control.ShowConfigurationAsync(cancellation: request.Aborted);
        Require(request, running?.Tag);
        if (IsKnown(request, running?.Tag))
        {
            throw AnotherRuns(running?.Tag);
        }

        // What the condition was found to hold for must still run when the new one is put in place.
        var isConditional = request.Http.Header("If-Match"u8) is not ("" or Any);
        await AnswerAsync(request, await _control.ReloadAsync(request.Caller, isConditional ? running?.Tag : null, request.Aborted));
    }

    private static void Require(ControlRequest request, string? tag)
    {
        if (request.Http.Header("If-Match"u8) is { Length: > 0 } wanted && !EntityTags.Names("If-Match", wanted, tag, weakly: false))
        {
            throw AnotherRuns(tag);
        }
    }

    private static bool IsKnown(ControlRequest request, string? tag) =>
        request.Http.Header("If-None-Match"u8) is { Length: > 0 } known && EntityTags.Names("If-None-Match", known, tag, weakly: true);

    private static ProblemException AnotherRuns(string? tag) => new(412, "Another configuration runs", tag is null ? "none runs that has a tag" : $"the one that runs has the tag {tag}");

    private async Task MarkAsync(ControlRequest request)
    {
        const int Longest = 1000;
        var body = await request.BodyAsync(ControlJson.ParseMarkBody);
        if (body.Text is not { Length: <= Longest } text || string.IsNullOrWhiteSpace(text))
        {
            throw ProblemException.BadRequest($"text has 1 to {Longest} characters that are not all blank");
        }

        await ResultAsync(request, await _control.MarkAsync(text, request.Caller, request.Aborted));
    }

    private async Task SetLevelAsync(ControlRequest request)
    {
        var body = await request.BodyAsync(ControlJson.ParseLevelBody);
        foreach (var level in Enum.GetValues<LogSeverity>())
        {
            if (Words.Of(level) == body.Level)
            {
                await ResultAsync(request, await _control.SetLogLevelAsync(level, request.Caller, request.Aborted));
                return;
            }
        }

        throw ProblemException.BadRequest($"level is {string.Join(", ", Enum.GetValues<LogSeverity>().Select(Words.Of))}");
    }

    private async Task ActorsAsync(ControlRequest request)
    {
        var path = request.Query("path") ?? "/user/supervision";
        await request.JsonAsync(
            await _control.ActorsAsync(path, (int)request.Number("depth", 4, 0, 64), request.Aborted)
            ?? throw ProblemException.NotFound($"there is no actor {path}"), ControlJson.Write);
    }

    private async Task ShowConfigurationAsync(ControlRequest request)
    {
        var json = request.Query("format") switch
        {
            null or "json" => true,
            "hocon" => false,
            _ => throw ProblemException.BadRequest("format is json or hocon"),
        };
        var shown = await _control.ShowConfigurationAsync(json, request.Switch("origins"), request.Aborted)
            ?? throw ProblemException.NotFound("this host did not load its configuration from anywhere");
        request.Http.SetHeader("ETag", $"\"{shown.Tag}\"");
        request.Http.SetHeader("Cache-Control", "no-cache");
        Require(request, shown.Tag);
        if (IsKnown(request, shown.Tag))
        {
            request.Http.Status = 304;
            return;
        }

        await request.BytesAsync(Encoding.UTF8.GetBytes(shown.Text), json ? "application/json; charset=utf-8" : "text/plain; charset=utf-8");
    }

    private static Task AnswerAsync(ControlRequest request, ConfigurationAnswer answer)
    {
        var (status, title) = answer.Status switch
        {
            ConfigurationStatus.Invalid => (422, "The configuration has errors"),
            ConfigurationStatus.Refused => (409, "Refused"),
            ConfigurationStatus.Mismatch => (412, "Another configuration runs"),
            ConfigurationStatus.NotAvailable => (404, "Not available"),
            _ => (200, ""),
        };
        return status == 200
            ? request.JsonAsync(answer, ControlJson.Write)
            : ProblemAsync(request, new Problem("about:blank", title, status, answer.Message) { Problems = answer.Problems });
    }
}
