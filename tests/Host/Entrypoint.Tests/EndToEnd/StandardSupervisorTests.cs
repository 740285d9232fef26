using Supervision.Entrypoint.Tests.Support;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>What AWS' own integration tests and documentation ask of <c>standard-supervisor</c>, put to the real executable.</summary>
public sealed class StandardSupervisorTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervision-test-");

    private string ConfigPath => Path.Combine(_directory.FullName, "made", "supervisord.conf");

    [Fact(Timeout = 60000)]
    public async Task Command_ThatAlwaysFails_IsStartedRetriesAndOneTimesAndTheContainerExitsOne()
    {
        await using DaemonProcess daemon = Start(["sh", "-c", "echo started; exit 3"], ("PROCESS_MAX_START_RETRIES", "2"));

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Equal(3, daemon.Lines.Count(line => line == "started"));
    }

    [Theory(Timeout = 60000)]
    [InlineData("standard-supervisor", null, 5)]
    [InlineData("supervisor-entrypoint", null, 5)]
    [InlineData("standard-supervisor", "2", 2)]
    [InlineData("--", null, 3)]
    public async Task Program_ThatIsNotThere_IsTriedRetriesAndOneTimesUnderTheirNames(string form, string? limit, int starts)
    {
        await using DaemonProcess daemon = DaemonProcess.Start([form, "/no/such/program"], new()
        {
            ["SUPERVISOR_CONFIG_PATH"] = ConfigPath,
            ["SAGEMAKER_MODEL_PATH"] = _directory.FullName,
            ["PROCESS_MAX_START_RETRIES"] = "4",
            ["SUPERVISION_BACKOFF_MIN"] = "50ms",
            ["SUPERVISION_SAME_FAILURES"] = limit,
        });

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Equal(starts, daemon.Lines.Count(line => line.Contains(" starting, attempt ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("exit 255")]
    [InlineData("kill -9 $$")]
    public async Task AnyExit_AfterLivingPastStartsecs_IsAnErrorThatEndsInOne(string end)
    {
        await using DaemonProcess daemon = Start(
            ["sh", "-c", $"echo started; sleep 1.2; {end}"], ("PROCESS_MAX_START_RETRIES", "1"), ("SUPERVISION_BACKOFF_MIN", "50ms"));

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Equal(2, daemon.Lines.Count(line => line == "started"));
    }

    [Fact(Timeout = 60000)]
    public async Task Startsecs_Set_IsTheTimeUntilReadyAndCostsNoAttempt()
    {
        await using DaemonProcess daemon = Start(
            ["sh", "-c", "echo started; exit 3"],
            ("SUPERVISOR_PROGRAM__APP_STARTSECS", "5"), ("SUPERVISOR_PROGRAM__APP_STARTRETRIES", "3"), ("SUPERVISION_BACKOFF_MIN", "50ms"));

        Assert.Equal(1, await daemon.WaitForExitAsync());

        // One more than three failures alike, which is where failures before an engine was ready end otherwise.
        Assert.Equal(4, daemon.Lines.Count(line => line == "started"));
        Assert.DoesNotContain(daemon.Lines, line => line.Contains("ready after", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Sections_OfOtherKinds_AreNamedInWarningsAndOnlyWritten()
    {
        await using DaemonProcess daemon = Start(
            ["sh", "-c", "echo started; exit 3"],
            ("PROCESS_MAX_START_RETRIES", "0"), ("SUPERVISOR_GROUP__ALL_PROGRAMS", "app"), ("SUPERVISOR_EVENTLISTENER__MAIL_COMMAND", "crashmail -a"));

        Assert.Equal(1, await daemon.WaitForExitAsync());

        Assert.Contains(daemon.Lines, line => line.Contains("[group:all] has no effect here: use supervision.groups", StringComparison.Ordinal));
        Assert.Contains(daemon.Lines, line => line.Contains("[eventlistener:mail] has no effect here: events are in the log", StringComparison.Ordinal));
        Assert.Contains("[group:all]\nprograms = app\n", File.ReadAllText(ConfigPath), StringComparison.Ordinal);
        Assert.Single(daemon.Lines, "started");
    }

    [Fact(Timeout = 60000)]
    public async Task ConfigurationFile_Generated_HasTheSectionsAndWhatVariablesSay()
    {
        await using DaemonProcess daemon = Start(
            ["python", "-c", "import time; time.sleep(600)"],
            ("PROCESS_MAX_START_RETRIES", "2"), ("SUPERVISOR_PROGRAM__APP_STARTSECS", "2"), ("SUPERVISOR_PROGRAM__APP_STOPWAITSECS", "5"), ("LOG_LEVEL", "debug"));
        Assert.True(await Eventually.Holds(() => File.Exists(ConfigPath), DaemonProcess.Patience), daemon.Describe());

        string[] lines = File.ReadAllLines(ConfigPath);
        Assert.Equal(
            ["[supervisord]", "nodaemon = true", "loglevel = debug", "[program:app]", "command = python -c 'import time; time.sleep(600)'", "autostart = true",
                "autorestart = true", "startretries = 2", "stdout_logfile = /dev/stdout", "stderr_logfile = /dev/stderr", "startsecs = 2", "stopsignal = TERM", "stopwaitsecs = 5",
                "stopasgroup = true", "killasgroup = true"],
            lines.Where(line => line.Length > 0 && !line.Contains("maxbytes") && !line.StartsWith("logfile") && !line.StartsWith("pidfile") && !line.StartsWith("redirect") && !line.StartsWith("exitcodes")));
        await daemon.WaitForLineAsync("engine app running");
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.True(File.Exists(ConfigPath));
    }

    [Fact(Timeout = 60000)]
    public async Task StopGrace_OfAnOverride_IsHonouredInFull()
    {
        await using DaemonProcess daemon = Start(
            ["sh", "-c", "trap 'sleep 6; echo drained; exit 0' TERM; echo trap is set; while :; do sleep 0.1; done"], ("SUPERVISOR_PROGRAM__APP_STOPWAITSECS", "20"));
        await daemon.WaitForLineAsync("trap is set");

        daemon.Signal(Native.SIGTERM);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Contains("drained", daemon.Lines);
        Assert.Empty(daemon.Offspring);
    }

    [Fact(Timeout = 60000)]
    public async Task Override_OfTheCommandWithASecondProgram_RunsBoth()
    {
        await using DaemonProcess daemon = Start(
            ["false"],
            ("SUPERVISOR_PROGRAM__APP_COMMAND", "sh -c 'echo \"app $X\"; exec sleep 600'"), ("SUPERVISOR_PROGRAM__APP_ENVIRONMENT", "X=\"with, it\""),
            ("SUPERVISOR_PROGRAM__WEB_COMMAND", "sh -c 'echo %(program_name)s up; exec sleep 600'"));

        await daemon.WaitForLineAsync("app with, it");
        await daemon.WaitForLineAsync("web up");

        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
    }

    [Theory]
    [InlineData("PROCESS_MAX_START_RETRIES", "invalid_number", "PROCESS_MAX_START_RETRIES must be an integer, got 'invalid_number'")]
    [InlineData("ENGINE_MAX_START_RETRIES", "101", "ENGINE_MAX_START_RETRIES must be between 0 and 100, got 101")]
    [InlineData("LOG_LEVEL", "loud", "LOG_LEVEL must be one of ['debug', 'info', 'warn', 'error', 'critical'], got 'loud'")]
    [InlineData("SUPERVISOR_PROGRAM__APP_STOPWAITSECS", "x", "[program:app] stopwaitsecs must be an integer of at least 0, got 'x' (set by SUPERVISOR_PROGRAM__APP_STOPWAITSECS)")]
    [InlineData("SUPERVISOR_PROGRAM__WEB_STARTSECS", "1", "[program:web] does not specify a command (set by SUPERVISOR_PROGRAM__WEB_STARTSECS)")]
    public async Task Variable_Wrong_IsAConfigurationErrorAndExitsOne(string name, string value, string message)
    {
        await using DaemonProcess daemon = Start(["echo", "started"], (name, value));

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Equal($"ERROR: Configuration error: {message}\n", daemon.Errors);
        Assert.Empty(daemon.Lines);
        Assert.False(File.Exists(ConfigPath));
    }

    [Fact(Timeout = 60000)]
    public async Task ConfigPath_ThatCannotBeWritten_ExitsOne()
    {
        await using DaemonProcess daemon = Start(["echo", "started"], ("SUPERVISOR_CONFIG_PATH", "/proc/nothing/supervisord.conf"));

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Contains("Failed to write configuration file", daemon.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false", "exit 0", 0)]
    [InlineData("false", "exit 42", 42)]
    [InlineData("0", "exit 42", 42)]
    [InlineData("yes", "exit 42", 42)]
    [InlineData("on", "exit 42", 42)]
    [InlineData("", "exit 42", 42)]
    public async Task ProcessRecovery_NeitherTrueNorOne_ExecutesTheCommandInPlace(string value, string end, int code)
    {
        await using DaemonProcess daemon = Start(["sh", "-c", $"echo pid $$ $0; {end}", "a b"], ("PROCESS_AUTO_RECOVERY", value));

        Assert.Equal(code, await daemon.WaitForExitAsync());
        Assert.Equal([$"pid {daemon.Pid} a b"], daemon.Lines);
        Assert.False(File.Exists(ConfigPath));
    }

    [Fact(Timeout = 60000)]
    public async Task ProcessRecovery_Off_GetsSignalsItself()
    {
        await using DaemonProcess daemon = Start(
            ["sh", "-c", "trap 'exit 9' TERM; kill -PIPE $$ & wait; echo up; while :; do sleep 0.1; done"], ("PROCESS_AUTO_RECOVERY", "false"));

        // SIGPIPE, which the runtime ignores, has its default again.
        Assert.Equal(141, await daemon.WaitForExitAsync());
    }

    [Theory]
    [InlineData("/no/such/program")]
    [InlineData("no-such-program-here")]
    public async Task ProcessRecovery_OffWithoutTheProgram_SaysSo(string program)
    {
        await using DaemonProcess daemon = Start([program], ("PROCESS_AUTO_RECOVERY", "false"));

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Contains("FileNotFoundError", daemon.Errors, StringComparison.Ordinal);
        Assert.Contains("No such file", daemon.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("exit 0", 0)]
    public async Task EngineRecovery_Off_EndsWithTheFirstExitAndItsCode(string end, int code)
    {
        await using DaemonProcess daemon = Start(["sh", "-c", $"echo started; {end}"], ("ENGINE_AUTO_RECOVERY", "false"));

        Assert.Equal(code, await daemon.WaitForExitAsync());
        Assert.Single(daemon.Lines, "started");
        Assert.Contains("autorestart = false", File.ReadAllText(ConfigPath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("")]
    public async Task NoCommand_AnyMode_IsToldAndExitsOne(string recovery)
    {
        await using DaemonProcess daemon = Start([], ("PROCESS_AUTO_RECOVERY", recovery));

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Contains("ERROR: No launch command provided", daemon.Errors, StringComparison.Ordinal);
        Assert.Contains("Usage: standard-supervisor <launch_command> [args...]", daemon.Errors, StringComparison.Ordinal);
    }

    [Theory]
    // By its first argument, and by a link.
    [InlineData("exec -a standard-supervisor \"$0\" \"$@\"")]
    [InlineData("ln -s \"$0\" \"$LINK\" && exec \"$LINK\" \"$@\"")]
    public async Task Name_OfTheExecutable_DecidesTheForm(string script)
    {
        await using DaemonProcess daemon = DaemonProcess.Start(
            ["printf", "%s %s\\n", "--help", "--"],
            new() { ["PROCESS_AUTO_RECOVERY"] = "0", ["LINK"] = Path.Combine(_directory.FullName, "standard-supervisor") },
            read: true, "bash", "-c", script);

        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Equal(["--help --"], daemon.Lines);
    }

    [Fact(Timeout = 60000)]
    public async Task Requirements_OfTheModel_AreInstalledOnceBeforeTheFirstStart()
    {
        string python = Script("python3", $"echo \"$@\" >> {_directory.FullName}/calls");
        File.WriteAllText(Path.Combine(_directory.FullName, "requirements.txt"), "six\n");

        await using DaemonProcess daemon = Start(
            [python, "serve"], ("SAGEMAKER_MODEL_PATH", _directory.FullName), ("PROCESS_MAX_START_RETRIES", "1"), ("PATH", $"{_directory.FullName}:/usr/bin:/bin"));

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Equal(
            [$"-m pip install -r {_directory.FullName}/requirements.txt", "serve", "serve"],
            File.ReadAllLines(Path.Combine(_directory.FullName, "calls")));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Requirements_ThatFail_StartNothing(string recovery)
    {
        string python = Script("python3", $"echo \"$@\" >> {_directory.FullName}/calls; exit 5");

        await using DaemonProcess daemon = Start(
            [python, "serve"], ("STANDARD_PIP_ARGS", "-r 'my file.txt' --no-index"), ("PROCESS_AUTO_RECOVERY", recovery), ("PATH", $"{_directory.FullName}:/usr/bin:/bin"));

        Assert.Equal(1, await daemon.WaitForExitAsync());
        Assert.Contains("Dependency installation failed", daemon.Errors, StringComparison.Ordinal);
        Assert.Equal(["-m pip install -r my file.txt --no-index"], File.ReadAllLines(Path.Combine(_directory.FullName, "calls")));
    }

    [Theory]
    [InlineData("-r 'open", "true", 1)]
    [InlineData("-r 'open", "no", 0)]
    public async Task RequirementsArguments_WithAnOpenQuote_AreRefusedUnlessSwitchedOff(string arguments, string install, int code)
    {
        await using DaemonProcess daemon = Start(
            ["echo", "served"], ("STANDARD_PIP_ARGS", arguments), ("STANDARD_AUTO_INSTALL_REQ", install), ("PROCESS_AUTO_RECOVERY", "false"));

        Assert.Equal(code, await daemon.WaitForExitAsync());
        Assert.Equal(code == 1, daemon.Errors.Contains("Invalid STANDARD_PIP_ARGS: No closing quotation", StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private string Script(string name, string text)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private DaemonProcess Start(string[] command, params (string Name, string Value)[] variables)
    {
        Dictionary<string, string?> environment = new() { ["SUPERVISOR_CONFIG_PATH"] = ConfigPath };
        foreach (var (name, value) in variables)
            environment[name] = value;
        return DaemonProcess.Start(["standard-supervisor", .. command], environment);
    }
}
