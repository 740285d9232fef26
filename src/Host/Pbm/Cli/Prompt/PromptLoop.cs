using System.Text;
using Supervision.Pbm.Terminals;
using Supervision.Pbm.Top;

namespace Supervision.Pbm.Cli.Prompt;

/// <summary>Commands one after the other on one connection: from a terminal with a prompt, from a pipe without.</summary>
internal sealed class PromptLoop(IPbmConsole console, PbmClient client, PbmArguments arguments, Interrupts interrupts, History history)
{
    private static readonly string[] _builtins = ["help", "top", "history", "clear", "exit", "quit"];
    private IReadOnlyList<CommandPalette> _palettes = [];
    private bool _open = true;

    public async Task<int> RunAsync()
    {
        try
        {
            _palettes = await client.PalettesAsync(interrupts.Token).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            console.Complain(CommandRun.Lost(error.Message));
            return PbmExitCodes.Lost;
        }
        return console.InputIsTerminal ? await FromTerminalAsync().ConfigureAwait(false) : await FromPipeAsync().ConfigureAwait(false);
    }

    private async Task<int> FromTerminalAsync()
    {
        console.Write($"successfully connected to {client.Address}\nCommands downloaded from server. type `help` to see what's available\n");
        var completer = new Completer(_palettes, _builtins, (palette, command, argument, prefix) => client.CompleteAsync(palette, command, argument, prefix, interrupts.Token));
        var editor = new LineEditor(console, history, completer.CompleteAsync);
        var lines = new LineReader(console);
        string prompt = $"[{client.Address}] pbm> ";
        int code = PbmExitCodes.Done;
        while (_open && console.OutputFailure is null)
        {
            EditedLine line;
            using (IDisposable? raw = console.TryRaw())
                line = raw is null ? lines.Next(prompt) : await editor.ReadAsync(prompt, () => client.Closed.IsCompleted).ConfigureAwait(false);
            if (line.Kind == EditedLineKind.EndOfInput)
                break;
            if (line.Kind == EditedLineKind.Ended || client.Closed.IsCompleted)
                return Terminated();
            if (line.Kind == EditedLineKind.Interrupted)
                continue;
            history.Add(line.Text);
            code = await DoAsync(line.Text).ConfigureAwait(false);
            if (code == PbmExitCodes.Lost && client.Closed.IsCompleted)
                return Terminated();
        }
        return code == PbmExitCodes.Interrupted ? PbmExitCodes.Done : code;
    }

    private async Task<int> FromPipeAsync()
    {
        var lines = new LineReader(console);
        int code = PbmExitCodes.Done;
        while (_open && console.OutputFailure is null && lines.Next("") is { Kind: EditedLineKind.Line } line && !interrupts.Happened)
        {
            code = await DoAsync(line.Text).ConfigureAwait(false);
            if (client.Closed.IsCompleted)
                return Terminated();
        }
        return code;
    }

    private int Terminated()
    {
        console.Write("connection to host terminated.\n");
        return PbmExitCodes.Lost;
    }

    private async Task<int> DoAsync(string text)
    {
        var (line, problem) = Redirection.Parse(text);
        if (line is null)
        {
            console.Complain(problem);
            return PbmExitCodes.Usage;
        }
        if (line.Words.Count == 0 || line.Words[0].StartsWith('#'))
            return PbmExitCodes.Done;
        interrupts.Reset();
        var screen = new ConsoleSink(console);
        if (line.File is null)
            return await DoAsync([.. line.Words], screen).ConfigureAwait(false);
        try
        {
            using var file = new FileSink(line.File, line.Append, screen);
            int code = await DoAsync([.. line.Words], file).ConfigureAwait(false);
            return file.Flush() ? code : Unwritten(line.File, file.Failure!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Unwritten(line.File, FileProblem.Of(error));
        }
    }

    private async Task<int> DoAsync(string[] words, ResultSink sink)
    {
        switch (words)
        {
            case ["exit"] or ["quit"]:
                _open = false;
                return PbmExitCodes.Done;
            case ["clear"]:
                console.Write("\e[H\e[2J\e[3J");
                return PbmExitCodes.Done;
            case ["history"]:
                return Print(history.Lines, sink);
            case ["help", .. var about] when HelpText.For(_palettes, about) is { } help:
                return Print(about is [] && console.InputIsTerminal ? [.. help, "The prompt itself knows: help, top, history, clear, exit; COMMAND > FILE, COMMAND >> FILE."] : help, sink);
        }
        if (TopScreen.IsMeant(words))
        {
            if (console is { OutputIsTerminal: true, InputIsTerminal: true } && !arguments.Json && sink is ConsoleSink)
                return await new TopScreen(console, client).RunAsync(words, interrupts.Token).ConfigureAwait(false);
            words = [.. TopScreen.Plain(words)];
        }
        return await CommandRun.RunAsync(client, words, arguments.Json, sink, interrupts.Token).ConfigureAwait(false);
    }

    private int Unwritten(string path, string why)
    {
        console.Complain($"cannot write the output to {path}: {why}");
        return PbmExitCodes.Unwritten;
    }

    private static int Print(IEnumerable<string> lines, ResultSink sink)
    {
        foreach (string line in lines)
            sink.Put(line);
        sink.Flush();
        return PbmExitCodes.Done;
    }
}
