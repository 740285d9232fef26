using Supervision.Pbm.Terminals;
using Supervision.Pbm.Top;

namespace Supervision.Pbm.Cli;

/// <summary>One command from the command line, on one host or several, once or again and again.</summary>
internal sealed class OneShot(IPbmConsole console, Connector connector, PbmArguments arguments, Interrupts interrupts, TimeProvider time)
{
    private const string ClearScreen = "\e[H\e[2J\e[3J";

    public async Task<int> RunAsync(IReadOnlyList<IReadOnlyList<KnownHost>> hosts)
    {
        IReadOnlyList<string> words = arguments.Command;
        if (TopScreen.IsMeant(words))
        {
            if (console is { OutputIsTerminal: true, InputIsTerminal: true } && !arguments.Json && hosts.Count == 1 && arguments.Watch is null)
                return await RunTopAsync(hosts[0], words).ConfigureAwait(false);
            words = TopScreen.Plain(words);
        }
        return arguments.Watch is { } pause ? await WatchAsync(hosts, words, pause).ConfigureAwait(false) : await OnceAsync(hosts, words, new ConsoleSink(console)).ConfigureAwait(false);
    }

    private async Task<int> RunTopAsync(IReadOnlyList<KnownHost> host, IReadOnlyList<string> words)
    {
        try
        {
            await using PbmClient client = await connector.ConnectAsync(host, interrupts.Token).ConfigureAwait(false);
            return await new TopScreen(console, client).RunAsync(words, interrupts.Token).ConfigureAwait(false);
        }
        catch (PbmConnectException error)
        {
            console.Complain(error.Message);
            return PbmExitCodes.Of(error.Kind);
        }
    }

    private async Task<int> WatchAsync(IReadOnlyList<IReadOnlyList<KnownHost>> hosts, IReadOnlyList<string> words, TimeSpan pause)
    {
        int code = PbmExitCodes.Done;
        bool wasAnswered = false;
        for (bool first = true; ; first = false)
        {
            var buffer = new BufferSink();
            code = await OnceAsync(hosts, words, buffer).ConfigureAwait(false);
            if (interrupts.Happened)
                return code;
            // A daemon may come; what the first one that does says is wrong stays so.
            bool isAnswered = code is not (PbmExitCodes.Unreachable or PbmExitCodes.Lost);
            bool isHopeless = isAnswered && !wasAnswered && code != PbmExitCodes.Done && !buffer.HasOutput;
            wasAnswered |= isAnswered;
            string header = isHopeless ? ""
                : console.OutputIsTerminal
                ? $"{ClearScreen}Every {pause.TotalSeconds:0.#} s: {string.Join(' ', words)}    {time.GetLocalNow():HH:mm:ss}\n\n"
                : first ? "" : "\n";
            if (!console.Write(header) || !buffer.HandOn(new ConsoleSink(console)) || isHopeless)
                return code;
            try
            {
                await Task.Delay(pause, time, interrupts.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return code;
            }
        }
    }

    private async Task<int> OnceAsync(IReadOnlyList<IReadOnlyList<KnownHost>> hosts, IReadOnlyList<string> words, ResultSink sink)
    {
        if (hosts.Count == 1)
            return await OnAsync(hosts[0], words, arguments.Json, sink).ConfigureAwait(false);
        if (!arguments.Json && ClusterTable.IsMeant(words))
            return await ClusterAsync(hosts, words, sink).ConfigureAwait(false);

        // A command that ends has its output in one piece per host; one that goes on shows whatever comes under the host that it came from.
        var shared = new HostSink.Shared(sink);
        bool live = await StreamsAsync(hosts, words).ConfigureAwait(false);
        var runs = hosts.Select(host =>
        {
            var own = new HostSink(host[0].Name, arguments.Json, shared);
            var buffer = live ? null : new BufferSink();
            return (Run: OnAsync(host, words, arguments.Json, buffer ?? (ResultSink)own), Buffer: buffer, Sink: own);
        }).ToArray();
        int worst = PbmExitCodes.Done;
        foreach (var (run, buffer, own) in runs)
        {
            worst = PbmExitCodes.Worst(worst, await run.ConfigureAwait(false));
            buffer?.HandOn(own);
        }
        return worst;
    }

    private async Task<int> OnAsync(IReadOnlyList<KnownHost> host, IReadOnlyList<string> words, bool json, ResultSink sink)
    {
        try
        {
            await using PbmClient client = await connector.ConnectAsync(host, interrupts.Token).ConfigureAwait(false);
            return await CommandRun.RunAsync(client, words, json, sink, interrupts.Token).ConfigureAwait(false);
        }
        catch (PbmConnectException error)
        {
            sink.Problem(error.Message);
            return PbmExitCodes.Of(error.Kind);
        }
        catch (OperationCanceledException)
        {
            return PbmExitCodes.Interrupted;
        }
    }

    private async Task<int> ClusterAsync(IReadOnlyList<IReadOnlyList<KnownHost>> hosts, IReadOnlyList<string> words, ResultSink sink)
    {
        var runs = hosts.Select(host =>
        {
            var rows = new RowSink();
            return (Host: host[0].Name, Run: OnAsync(host, words, json: true, rows), Rows: rows);
        }).ToArray();
        var table = new ClusterTable();
        int worst = PbmExitCodes.Done;
        foreach (var (host, run, rows) in runs)
        {
            worst = PbmExitCodes.Worst(worst, await run.ConfigureAwait(false));
            table.Add(host, rows);
        }
        foreach (string line in table.Lines())
            sink.Put(line);
        sink.Flush();
        return worst;
    }

    private async Task<bool> StreamsAsync(IReadOnlyList<IReadOnlyList<KnownHost>> hosts, IReadOnlyList<string> words)
    {
        foreach (IReadOnlyList<KnownHost> host in hosts)
        {
            try
            {
                await using PbmClient client = await connector.ConnectAsync(host, interrupts.Token).ConfigureAwait(false);
                IReadOnlyList<CommandPalette> palettes = await client.PalettesAsync(interrupts.Token).ConfigureAwait(false);
                return words.Count > 1 && palettes.FirstOrDefault(palette => palette.Name == words[0])?.Find(words[1]) is { Streams: true };
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // The run itself will tell; the next host may know.
            }
        }
        return false;
    }
}
