using Supervision.Actors.Settings;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary><c>log</c>: what engines write, and the daemon's own log.</summary>
internal sealed class LogPalette(ISupervisionControl control) : ControlPalette(
    control, "log", "Output of engines, and the daemon's own log: tail, peek, write, level, reopen.",
    DefineStream("tail", "What all engines, or some, write from now on, until it is cancelled.", Some, Lines, Stream),
    Define("peek", "The last lines that all engines, or some, wrote.", Some, Lines, Stream),
    Define(
        "write", "Write a line to the daemon's log and the journal, to mark a moment.",
        argument => argument.WithName("text").WithDescription("The words of the line.").IsMandatory().AllowsMultiple()),
    Define(
        "level", "Tell the level of the daemon's own log, or set it until the daemon ends.",
        argument => argument.WithName("level").WithDescription("The new level.").WithDefaultValues(Array.ConvertAll(Enum.GetValues<LogSeverity>(), Words.Of))),
    Define("reopen", "Close and open every log file, for programs that rotate logs themselves."))
{
    private const int LongestMark = 1000;

    public override Task<int> ExecuteAsync(CommandContext context) => context.Command.Name switch
    {
        "tail" => OutputTail.RunAsync(Control, context, follow: true),
        "peek" => OutputTail.RunAsync(Control, context),
        "write" => WriteAsync(context),
        "level" => LevelAsync(context),
        _ => context.ReportAsync(Control.ReopenLogsAsync(context.Caller, context.Cancellation)),
    };

    private static ArgumentDefinitionBuilder Some(ArgumentDefinitionBuilder argument) => Targets(argument).IsMandatory(false);

    private Task<int> WriteAsync(CommandContext context)
    {
        string text = string.Join(' ', context.Command.ArgumentValues("text"));
        return !string.IsNullOrWhiteSpace(text) && text.Length <= LongestMark
            ? context.ReportAsync(Control.MarkAsync(text, context.Caller, context.Cancellation))
            : context.RefuseAsync($"the text has 1 to {LongestMark} characters that are not all blank");
    }

    private async Task<int> LevelAsync(CommandContext context)
    {
        if (context.Command.ArgumentValue("level") is not { } text)
        {
            await context.RecordAsync(new Field("level", Control.LogLevel is { } level ? Words.Of(level) : "unknown")).ConfigureAwait(false);
            return 0;
        }
        foreach (LogSeverity level in Enum.GetValues<LogSeverity>())
            if (Words.Of(level) == text)
                return await context.ReportAsync(Control.SetLogLevelAsync(level, context.Caller, context.Cancellation)).ConfigureAwait(false);
        return await context.RefuseAsync($"'{text}' is no level; there are {string.Join(", ", Enum.GetValues<LogSeverity>().Select(Words.Of))}").ConfigureAwait(false);
    }
}
