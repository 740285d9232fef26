using System.Diagnostics;

namespace Supervision.Pbm.Tests.EndToEnd;

/// <summary>A command in a real terminal, of a tmux server of its own.</summary>
internal sealed class TerminalSession : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly string _server = $"pbm-test-{Guid.NewGuid():N}";

    /// <summary>Starts a command of the shell; its exit code is shown as <c>[code N]</c>.</summary>
    public static async Task<TerminalSession> StartAsync(string command, int columns = 110, int rows = 30)
    {
        var session = new TerminalSession();
        await session.TmuxAsync("-f", "/dev/null", "new-session", "-d", "-x", $"{columns}", "-y", $"{rows}", $"{command}; echo \"[code $?]\"; exec sleep 1000");
        return session;
    }

    /// <summary>Types text as it is.</summary>
    public Task TypeAsync(string text) => TmuxAsync("send-keys", "-l", text);

    /// <summary>Presses a key by tmux' name, as <c>Enter</c>, <c>Tab</c> or <c>C-c</c>.</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    /// <summary>What is on the screen.</summary>
    public Task<string> ScreenAsync() => TmuxAsync("capture-pane", "-p", "-J");

    /// <summary>Waits until the screen shows something.</summary>
    public async Task<string> WaitForAsync(string text) => await WaitForAsync(screen => screen.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until the screen is as wanted.</summary>
    public async Task<string> WaitForAsync(Func<string, bool> wanted, string what)
    {
        string screen = "";
        bool shown = await Eventually.Holds(() => wanted(screen = ScreenAsync().GetAwaiter().GetResult()), _patience);
        Assert.True(shown, $"the screen does not show {what}:\n{screen}");
        return screen;
    }

    public async ValueTask DisposeAsync() => await TmuxAsync("kill-server");

    private async Task<string> TmuxAsync(params string[] args)
    {
        var start = new ProcessStartInfo("tmux") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-L", _server, .. args])
            start.ArgumentList.Add(argument);
        start.Environment.Remove("TMUX");
        start.Environment["LANG"] = start.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"tmux {string.Join(' ', args)}: {await errors}");
        return output;
    }
}
