namespace Supervision.Pbm.Tests.EndToEnd;

/// <summary>The real pbm in a real terminal, against the real daemon.</summary>
public sealed class TerminalTests
{
    [NeedsProgramFact("tmux")]
    public async Task Prompt_Completes_Recalls_Redirects_AndCancels()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();
        string history = Path.Combine(daemon.Folder, "state");
        await using TerminalSession terminal = await TerminalSession.StartAsync($"XDG_STATE_HOME={history} {DaemonWithPbm.Pbm} {daemon.Socket}", columns: 160);
        string screen = await terminal.WaitForAsync("pbm.sock] pbm>");
        Assert.Contains($"successfully connected to {daemon.Socket}", screen);
        Assert.Contains("Commands downloaded from server. type `help` to see what's available", screen);

        await terminal.TypeAsync("engi");
        await terminal.PressAsync("Tab");
        await terminal.TypeAsync("li");
        await terminal.PressAsync("Tab");
        await terminal.WaitForAsync("pbm> engine list");
        await terminal.PressAsync("Enter");
        await terminal.WaitForAsync(text => text.Contains("RUNNING", StringComparison.Ordinal) && text.Contains("ENGINE", StringComparison.Ordinal), "the list");

        // The name of an engine comes from the server.
        await terminal.TypeAsync("engine why w");
        await terminal.PressAsync("Tab", "Enter");
        await terminal.WaitForAsync("web (group default): RUNNING");

        await terminal.PressAsync("C-l", "Up", "Up", "C-e");
        await terminal.TypeAsync("> list.txt".Replace("list.txt", Path.Combine(daemon.Folder, "list.txt"), StringComparison.Ordinal));
        await terminal.PressAsync("Enter");
        Assert.True(await Eventually.Holds(
            () => File.Exists(Path.Combine(daemon.Folder, "list.txt")) && File.ReadAllText(Path.Combine(daemon.Folder, "list.txt")).Contains("web", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)));

        await terminal.PressAsync("C-l");
        await terminal.TypeAsync("engine tail -f web");
        await terminal.PressAsync("Enter");
        await terminal.WaitForAsync("serving");
        await terminal.PressAsync("C-c");
        await terminal.WaitForAsync(text => text.TrimEnd().EndsWith("pbm>", StringComparison.Ordinal), "the prompt again");

        await terminal.TypeAsync("exit");
        await terminal.PressAsync("Enter");
        await terminal.WaitForAsync("[code 0]");
        Assert.Contains("engine list", await File.ReadAllTextAsync(Path.Combine(history, "pbm", "history")));
    }

    [NeedsProgramFact("tmux")]
    public async Task Top_IsDrawnOnTheWholeScreen_AndLeavesNothingBehind()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();
        await using TerminalSession terminal = await TerminalSession.StartAsync($"echo before; {DaemonWithPbm.Pbm} {daemon.Socket} top -i 0.3");

        string screen = await terminal.WaitForAsync(text => text.Contains("└ web", StringComparison.Ordinal) && text.Contains("FATAL", StringComparison.Ordinal), "the tree");
        Assert.DoesNotContain("before", screen);
        Assert.Contains("s sort (start)", screen);
        await terminal.PressAsync("s");
        await terminal.WaitForAsync("s sort (cpu)");
        await terminal.PressAsync("q");

        screen = await terminal.WaitForAsync("[code 0]");
        Assert.Contains("before", screen);
        Assert.DoesNotContain("web", screen);
    }

    [NeedsProgramFact("tmux")]
    public async Task Prompt_TellsThatTheDaemonIsGone()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();
        await using TerminalSession terminal = await TerminalSession.StartAsync($"{DaemonWithPbm.Pbm} {daemon.Socket}", columns: 160);
        await terminal.WaitForAsync("pbm>");

        daemon.Daemon.Signal(15);

        await terminal.WaitForAsync("connection to host terminated.");
        await terminal.WaitForAsync("[code 6]");
    }

    [NeedsProgramFact("tmux")]
    public async Task OneShot_Interrupted_CancelsItsCommand()
    {
        await using DaemonWithPbm daemon = await DaemonWithPbm.StartAsync();
        await using TerminalSession terminal = await TerminalSession.StartAsync($"{DaemonWithPbm.Pbm} {daemon.Socket} engine tail -f web");
        await terminal.WaitForAsync("serving");

        await terminal.PressAsync("C-c");

        await terminal.WaitForAsync("[code 130]");
    }
}
