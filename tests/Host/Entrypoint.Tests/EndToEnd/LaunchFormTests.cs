using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>The other ways in which a container says what to run.</summary>
public sealed class LaunchFormTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervision-test-");

    [Fact(Timeout = 60000)]
    public async Task ConfigurationVariable_WithoutArguments_NamesTheFile()
    {
        using var file = new TempFile("c.conf", "supervision.engines.one { command = [sh, -c, \"echo from the file; exit 4\"], restart = temporary }");
        await using DaemonProcess daemon = DaemonProcess.Start([], new() { ["SUPERVISION_CONFIG"] = file.Path, ["LAUNCH_COMMAND"] = "false" });

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Contains(daemon.Lines, line => line.EndsWith("| from the file", StringComparison.Ordinal));
    }

    // The shipped files at their place, in a mount namespace that has it.
    [NeedsPidNamespaceFact]
    public async Task ContainerFile_AtItsPlaceWithoutArguments_IsWhatRuns()
    {
        const string Install = """
            mount --make-rprivate / && mount -t tmpfs tmpfs "$ROOM" && cp -a /etc "$ROOM/" && mkdir -p "$ROOM/etc/supervision" &&
            cp "$HOCON/container.conf" "$HOCON/environment.conf" "$ROOM/etc/supervision/" && mount --bind "$ROOM/etc" /etc && exec "$0" "$@"
            """;
        await using DaemonProcess daemon = DaemonProcess.Start(
            [],
            new()
            {
                ["ROOM"] = _directory.FullName,
                ["HOCON"] = Repository.PathOf("hocon"),
                ["LAUNCH_COMMAND"] = "sh -c 'echo from the container file; exit 4'",
                ["SUPERVISION_MAX_RETRIES"] = "1",
                ["SUPERVISION_BACKOFF_MIN"] = "50ms",
            },
            read: true, "unshare", "--mount", "sh", "-c", Install);

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Equal(2, daemon.Lines.Count(line => line.Contains(" engine[", StringComparison.Ordinal) && line.EndsWith("| from the container file", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60000)]
    public async Task ConfigurationVariable_WithACommand_IsLoadedAsWell()
    {
        using var file = new TempFile("c.conf", "supervision.defaults.engine.environment.FROM_FILE = yes");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["--", "sh", "-c", "echo \"seen: $FROM_FILE\""], new() { ["SUPERVISION_CONFIG"] = file.Path, ["ENGINE_AUTO_RECOVERY"] = "no" });

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Contains(daemon.Lines, line => line.EndsWith("| seen: yes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ENGINE_MAX_START_RETRIES", "-1")]
    [InlineData("PROCESS_MAX_START_RETRIES", "many")]
    [InlineData("SUPERVISOR_LOG_LEVEL", "loud")]
    public async Task VariableOfAws_Wrong_ExitsOneAsTheirs(string name, string value)
    {
        await using DaemonProcess daemon = DaemonProcess.Start(["--", "true"], new() { [name] = value });

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.StartsWith($"environment variable {name}: error: {name} must be", daemon.Errors, StringComparison.Ordinal);
        Assert.Empty(daemon.Lines);
    }

    [Fact(Timeout = 60000)]
    public async Task EntrypointScript_Extracted_RunsLaunchCommandAndExitsOneAfterItsRetries()
    {
        string script = Path.Combine(_directory.FullName, "new", "supervisor-entrypoint.sh");
        string config = Path.Combine(_directory.FullName, "supervisord.conf");
        await using DaemonProcess extract = DaemonProcess.Start("extract-supervisor-entrypoint", "-o", script);
        Assert.Equal(0, await extract.WaitForExitAsync());
        Assert.Equal([$"Successfully extracted supervisor-entrypoint.sh to {script}"], extract.Lines);
        Assert.Equal("-rwxr-xr-x", Mode(script));

        await using DaemonProcess daemon = DaemonProcess.Start(
            [],
            new()
            {
                ["LAUNCH_COMMAND"] = "sh -c 'echo started; exit 0'",
                ["ENGINE_MAX_START_RETRIES"] = "1",
                ["SUPERVISOR_LOG_LEVEL"] = "error",
                ["SUPERVISOR_CONFIG_PATH"] = config,
                ["SCRIPT"] = script,
            },
            read: true, "sh", "-c", "exec \"$SCRIPT\"");

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Equal(2, daemon.Lines.Count(line => line == "started"));
        Assert.Contains("[program:llm-engine]\ncommand = sh -c 'echo started; exit 0'\n", File.ReadAllText(config), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Entrypoint_WithoutLaunchCommand_SaysWhatToSet()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("supervisor-entrypoint");

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Equal(
            "ERROR: LAUNCH_COMMAND must be set\nNo launch command available: set LAUNCH_COMMAND to the command that starts the engine.\n", daemon.Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task Extract_WhereNothingCanBeWritten_ExitsOne()
    {
        await using DaemonProcess daemon = DaemonProcess.Start("extract-supervisor-entrypoint", "-o", "/proc/nothing/x.sh");

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.StartsWith("ERROR: /proc/nothing/x.sh cannot be written", daemon.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Generator_ACommandThatLooksLikeOptions_IsKeptWordForWord()
    {
        string config = Path.Combine(_directory.FullName, "c.conf");
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["generate-supervisor-config", "-o", config, "-p", "llm", "--", "vllm", "serve", "--json", "{\"a\": \"b c\"}", "-o", ""],
            new() { ["SUPERVISOR_PROGRAM__LLM_STOPWAITSECS"] = "7" });

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Equal([$"Configuration written to: {config}"], daemon.Lines);
        string text = File.ReadAllText(config);
        Assert.Contains("[program:llm]\ncommand = vllm serve --json '{\"a\": \"b c\"}' -o ''\n", text, StringComparison.Ordinal);
        Assert.Contains("stopwaitsecs = 7\n", text, StringComparison.Ordinal);
        Assert.Equal("-rw-r--r--", Mode(config));
    }

    [Theory]
    [InlineData(1, "ERROR: No launch command available. Set LAUNCH_COMMAND environment variable.\n", "-o", "/tmp/never-written.conf")]
    [InlineData(1, "ERROR: Configuration error: Program name cannot be empty\n", "-o", "/tmp/never-written.conf", "-p", "", "x")]
    [InlineData(1, "ERROR: Configuration error: Program name cannot have blanks, control characters or any of : / [ ] % ; #\n", "-o", "/tmp/never-written.conf", "-p", "a]b", "x")]
    [InlineData(1, "or any of : / [ ] % ; #\n", "-o", "/tmp/never-written.conf", "-p", "a\nb", "x")]
    [InlineData(1, "or any of : / [ ] % ; #\n", "-o", "/tmp/never-written.conf", "-p", "a:b", "x")]
    [InlineData(1, "or any of : / [ ] % ; #\n", "-o", "/tmp/never-written.conf", "-p", " a", "x")]
    [InlineData(1, "ERROR: Configuration error: Launch command cannot be empty\n", "-o", "/tmp/never-written.conf", "")]
    [InlineData(2, "error: argument --log-level: invalid choice: 'LOUD' (choose from 'ERROR', 'INFO', 'DEBUG')\n", "-o", "x", "--log-level", "LOUD", "x")]
    [InlineData(2, "error: the following arguments are required: -o/--output\n", "x")]
    [InlineData(2, "error: unrecognized arguments: --nope\n", "--nope")]
    public async Task Generator_Misused_SaysHow(int code, string expected, params string[] args)
    {
        await using DaemonProcess daemon = DaemonProcess.Start(["generate-supervisor-config", .. args], []);

        Assert.Equal(code, await daemon.WaitForExitAsync());
        Assert.EndsWith(expected, daemon.Errors, StringComparison.Ordinal);
        Assert.Empty(daemon.Lines);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string Mode(string path)
    {
        UnixFileMode mode = File.GetUnixFileMode(path);
        return "-" + string.Concat("rwxrwxrwx".Select((letter, i) => ((int)mode & (1 << (8 - i))) != 0 ? letter : '-'));
    }
}
