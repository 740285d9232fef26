using Supervision.Actors.Reload;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary><c>config</c>: what runs, and what its files say by now.</summary>
internal sealed class ConfigPalette(ISupervisionControl control) : ControlPalette(
    control, "config", "Configuration: show, diff, check, reload.",
    Define("show", "The configuration that runs, resolved, with secrets hidden.", Flag("origins", "Say of each value where it was written.", "-o", "--origins")),
    Define("diff", "Load the configuration anew and tell what a reload would change; change nothing."),
    Define("check", "Load the configuration anew and tell its errors and warnings; change nothing."),
    Define("reload", "Load the configuration anew and put it in place; only what differs restarts."))
{
    public override Task<int> ExecuteAsync(CommandContext context) => context.Command.Name switch
    {
        "show" => ShowAsync(context),
        "reload" => AnswerAsync(context, Control.ReloadAsync(context.Caller, null, context.Cancellation)),
        _ => AnswerAsync(context, Control.CheckConfigurationAsync(context.Cancellation)),
    };

    private async Task<int> ShowAsync(CommandContext context)
    {
        ConfigurationText? text = await Control.ShowConfigurationAsync(context.Json, context.Command.HasArgument("origins"), context.Cancellation).ConfigureAwait(false);
        if (text is null)
            return await context.FailAsync("this host did not load its configuration from anywhere").ConfigureAwait(false);
        await (context.Json ? context.RowAsync(OneLine(text.Text)) : context.LineAsync(text.Text)).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> AnswerAsync(CommandContext context, Task<ConfigurationAnswer> asked)
    {
        ConfigurationAnswer answer = await asked.ConfigureAwait(false);
        bool good = answer.Status is ConfigurationStatus.Valid or ConfigurationStatus.Applied or ConfigurationStatus.Unchanged;
        SettingsDifference difference = answer.Difference;
        if (context.Json)
        {
            Field[] all =
            [
                new("status", Words.Of(answer.Status)), new("message", answer.Message),
                new("problems", answer.Problems.Select(problem => new Field[]
                {
                    new("error", problem.IsError), new("place", problem.Place), new("path", problem.Path), new("message", problem.Message),
                })),
                new("added", difference.Added), new("removed", difference.Removed), new("restarted", difference.Restarted),
                new("changed", difference.Changed.Select(change => change.Engine)), new("not-applied", difference.NotApplied),
            ];
            await context.RowAsync(Answers.Json(all)).ConfigureAwait(false);
            return good ? 0 : 1;
        }
        foreach (ConfigurationProblem problem in answer.Problems)
        {
            string line = $"{problem.Place}: {(problem.Path.Length > 0 ? problem.Path + ": " : "")}{problem.Message}";
            await (problem.IsError ? context.ProblemAsync(line) : context.LineAsync("warning: " + line)).ConfigureAwait(false);
        }
        if (!good && !answer.Problems.Any(problem => problem.IsError))
            await context.ProblemAsync(answer.Message).ConfigureAwait(false);
        if (good)
            await context.LineAsync(context.Command.Name == "check" ? "valid" : $"{Words.Of(answer.Status)}: {string.Join("\n", difference.ToString().Split("; "))}").ConfigureAwait(false);
        return good ? 0 : 1;
    }

    // Line breaks within JSON are blanks; those within texts are escaped.
    private static string OneLine(string json) => string.Join(' ', json.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
