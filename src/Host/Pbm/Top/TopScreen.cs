// Overview
// The server sends a snapshot per interval; one task takes them, and this one draws the newest whenever a key was pressed or a
// snapshot came. Drawing overwrites the screen in place, line by line, so that nothing flickers, on the terminal's second screen, so that what
// was there comes back. Drawn by hand: see docs/designs/0006-pbm.md for why no library does it.
using System.Globalization;
using System.Text;
using System.Text.Json;
using Supervision.Pbm.Cli;
using Supervision.Pbm.Cli.Prompt;
using Supervision.Pbm.Terminals;

namespace Supervision.Pbm.Top;

/// <summary><c>pbm top</c>: the tree, live, on the whole screen.</summary>
internal sealed class TopScreen(IPbmConsole console, PbmClient client)
{
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";
    private TopSnapshot? _newest;
    private int _version;
    private int _order;
    private int _scroll;

    /// <summary>Whether a command is the live view.</summary>
    public static bool IsMeant(IReadOnlyList<string> words) => words is ["top", ..] or ["engine", "top", ..];

    /// <summary>The command that a server has for it.</summary>
    public static IReadOnlyList<string> Plain(IReadOnlyList<string> words) => words[0] == "top" ? ["engine", .. words] : words;

    /// <summary>Runs until it is quit.</summary>
    /// <param name="words">The command with its switches.</param>
    /// <param name="cancellation">Quits.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        using var quit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var problems = new BufferSink();
        using IDisposable? raw = console.TryRaw();
        if (raw is null)
            return await CommandRun.RunAsync(client, Plain(words), json: false, new ConsoleSink(console), cancellation).ConfigureAwait(false);
        Task<int> taking = TakeAsync(Plain(words), problems, quit.Token);
        console.Write(Enter);
        try
        {
            Draw(taking, quit);
        }
        finally
        {
            console.Write(Leave);
        }
        await quit.CancelAsync().ConfigureAwait(false);
        int code = await taking.ConfigureAwait(false);
        problems.HandOn(new ConsoleSink(console));
        return code == PbmExitCodes.Interrupted ? PbmExitCodes.Done : code;
    }

    private async Task<int> TakeAsync(IReadOnlyList<string> words, BufferSink problems, CancellationToken cancellation)
    {
        var sink = new SnapshotSink(this, problems);
        return await CommandRun.RunAsync(client, words, json: true, sink, cancellation).ConfigureAwait(false);
    }

    private void Draw(Task<int> taking, CancellationTokenSource quit)
    {
        var keys = new KeyReader(console);
        int drawn = -1;
        (int, int) size = default;
        while (!taking.IsCompleted && !quit.IsCancellationRequested)
        {
            if (drawn != Volatile.Read(ref _version) || size != console.Size)
            {
                drawn = Volatile.Read(ref _version);
                size = console.Size;
                if (!Show())
                    return;
            }
            int shown = drawn;
            KeyPress? press = keys.Next(() => taking.IsCompleted || quit.IsCancellationRequested || shown != Volatile.Read(ref _version) || size != console.Size);
            switch (press)
            {
                case { Key: Key.Interrupt or Key.Closed or Key.EndOfText } or { Text: "q" or "Q" }:
                    return;
                case { Text: "s" }:
                    _order = (_order + 1) % TopRenderer.Orders.Count;
                    break;
                case { Key: Key.Up }:
                    _scroll = Math.Max(0, _scroll - 1);
                    break;
                case { Key: Key.Down }:
                    _scroll++;
                    break;
            }
            if (press is not null)
                drawn = -1;
        }
    }

    private bool Show()
    {
        var (columns, rows) = console.Size;
        var text = new StringBuilder("\e[H");
        IEnumerable<string> lines = TopRenderer.Screen(Volatile.Read(ref _newest), client.Address.ToString(), columns, rows, _order, ref _scroll);
        text.AppendJoin("\r\n", lines.Take(rows).Select(line => line + "\e[K")).Append("\e[J");
        return console.Write(text.ToString());
    }

    private sealed class SnapshotSink(TopScreen screen, BufferSink problems) : ResultSink
    {
        public override bool Put(string text)
        {
            try
            {
                Volatile.Write(ref screen._newest, TopSnapshot.Parse(text));
                Interlocked.Increment(ref screen._version);
                return true;
            }
            catch (JsonException)
            {
                problems.Problem("the server's 'engine top' is of a kind that this pbm does not know");
                return false;
            }
        }

        public override void Problem(string message) => problems.Problem(message);
    }
}
