// Overview
// Several engines, and both streams of each, are followed at once; what comes first is told first. Each reader of a stream waits for its own next line and
// puts it out by itself; the outbox makes it wait where the client does not read, and what it then misses of the stream is counted there and told.
using Supervision.Pbm;
using Supervision.Posix;

namespace Supervision.Control.Pbm;

/// <summary>What engines wrote, and write.</summary>
internal static class OutputTail
{
    private const int MostLines = 10_000;
    private const int MostStreams = 256;

    /// <summary>Carries out <c>engine tail</c> and its like.</summary>
    /// <param name="control">The tree.</param>
    /// <param name="context">With <c>target</c>, <c>stream</c>, <c>lines</c> and <c>follow</c>.</param>
    /// <param name="follow">Whether to go on anyway.</param>
    public static async Task<int> RunAsync(ISupervisionControl control, CommandContext context, bool follow = false)
    {
        Command command = context.Command;
        string[] targets = [.. command.ArgumentValues("target")];
        if (!Target.TryParse(targets.Length == 0 ? "all" : string.Join(',', targets), out Target target))
            return await context.RefuseAsync("that is no target").ConfigureAwait(false);
        if (!int.TryParse(command.ArgumentValue("lines") ?? "10", out int lines) || lines is < 0 or > MostLines)
            return await context.RefuseAsync($"--lines is a number up to {MostLines}").ConfigureAwait(false);
        if (StreamsOf(command.ArgumentValue("stream") ?? "both") is not { } streams)
            return await context.RefuseAsync("--stream is stdout, stderr or both").ConfigureAwait(false);
        IReadOnlyList<EngineSnapshot> engines = await control.ListAsync(target, false, context.Cancellation).ConfigureAwait(false);
        if (engines.Count == 0)
            return targets.Length == 0 ? 0 : await context.NoEngineAsync(string.Join(',', targets)).ConfigureAwait(false);
        if (engines.Count * streams.Length > MostStreams)
            return await context.RefuseAsync($"that is more than {MostStreams} streams").ConfigureAwait(false);

        bool labelled = engines.Count > 1;
        if (follow || command.HasArgument("follow"))
            await FollowAsync(control, context, engines, streams, lines, labelled).ConfigureAwait(false);
        else
            foreach (EngineSnapshot engine in engines)
                await LastAsync(control, context, engine.Name, streams, lines, labelled).ConfigureAwait(false);
        return 0;
    }

    private static async Task LastAsync(
        ISupervisionControl control, CommandContext context, string engine, OutputStream[] streams, int lines, bool labelled)
    {
        // Together they are in the order in which they came, but nobody knows of which stream a line is.
        OutputStream?[] parts = streams.Length > 1 && !context.Json ? [null] : [.. streams];
        foreach (OutputStream? part in parts)
        {
            foreach (string line in await control.LastLinesAsync(engine, part, lines, context.Cancellation).ConfigureAwait(false) ?? [])
                await PutAsync(context, engine, part ?? default, line, labelled).ConfigureAwait(false);
        }
    }

    private static async Task FollowAsync(
        ISupervisionControl control, CommandContext context, IReadOnlyList<EngineSnapshot> engines, OutputStream[] streams, int lines, bool labelled)
    {
        using var one = new SemaphoreSlim(1, 1);
        List<Task> readers = [];
        foreach (EngineSnapshot engine in engines)
        {
            foreach (OutputStream stream in streams)
            {
                if (control.FollowLines(engine.Name, stream, lines, context.Cancellation) is { } coming)
                    readers.Add(ReadAsync(coming, engine.Name, stream));
            }
        }
        await Task.WhenAll(readers).ConfigureAwait(false);

        async Task ReadAsync(IAsyncEnumerable<LogLine> coming, string engine, OutputStream stream)
        {
            await foreach (LogLine line in coming.ConfigureAwait(false))
            {
                await one.WaitAsync(context.Cancellation).ConfigureAwait(false);
                try
                {
                    if (line.Lost > 0)
                        await context.ProblemAsync($"{engine}: {line.Lost} bytes of {Words.Of(stream)} were lost here, because they were not read in time").ConfigureAwait(false);
                    await PutAsync(context, engine, stream, line.Text, labelled).ConfigureAwait(false);
                }
                finally
                {
                    one.Release();
                }
            }
        }
    }

    private static ValueTask PutAsync(CommandContext context, string engine, OutputStream stream, string line, bool labelled) => context.Json
        ? context.RowAsync(Answers.Json([new("engine", engine), new("stream", Words.Of(stream)), new("text", line)]))
        : context.LineAsync(labelled ? $"[{engine}] {line}" : line);

    private static OutputStream[]? StreamsOf(string text) => text switch
    {
        "both" => [OutputStream.Stdout, OutputStream.Stderr],
        "stdout" => [OutputStream.Stdout],
        "stderr" => [OutputStream.Stderr],
        _ => null,
    };
}
