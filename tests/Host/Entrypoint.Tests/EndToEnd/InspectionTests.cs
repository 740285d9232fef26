using System.Diagnostics;
using System.Text.Json;
using Supervision.Actors.Settings;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary><c>check</c> and <c>config</c> of the real executable.</summary>
public sealed class InspectionTests
{
    private const string Good = """
        model = /models/llama
        supervision {
          groups.serving.priority = 5
          engines.vllm { command = [vllm, serve, ${model}, "--port", 8080], group = serving }
          engines.embedder { command = "python3 embed.py", instances = 2 }
        }
        """;

    private const string Bad = """
        supervision {
          engines.one {
            comand = [x]
            restart = permament
          }
          groups.unused {}
        }
        """;

    [Fact(Timeout = 60000)]
    public async Task Check_GoodFile_SaysWhatWouldRun()
    {
        using var file = new TempFile("good.conf", Good);

        var (code, output, errors) = await RunAsync("check", file.Path);

        Assert.Equal((0, "the configuration is valid: 2 groups, 3 engines", ""), (code, output, errors));
    }

    [Fact(Timeout = 60000)]
    public async Task Check_BadFile_ListsEveryErrorOnStandardError()
    {
        using var file = new TempFile("bad.conf", Bad);

        var (code, output, errors) = await RunAsync("check", file.Path, "--set", "supervision.log.level=loud");

        Assert.Equal((2, ""), (code, output));
        Assert.Equal(
            $"""
            command line (supervision.log.level): error: supervision.log.level: expected debug, info, warn, error or critical, found 'loud'
            {file.Path}:3:5: error: supervision.engines.one.comand: unknown setting 'comand'; did you mean 'command'?
                  comand = [x]
                  ^
            {file.Path}:4:15: error: supervision.engines.one.restart: expected permanent, transient, temporary, true or false, found 'permament'; did you mean 'permanent'?
                  restart = permament
                            ^

            """, errors);
    }

    [Fact(Timeout = 60000)]
    public async Task Check_AndRun_SayTheSameAboutABadFile()
    {
        using var file = new TempFile("bad.conf", Bad);

        Assert.Equal((await RunAsync("run", file.Path)).Errors, (await RunAsync("check", file.Path)).Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task FileOfTheDaemon_ThatIsMissing_IsAWarningForCheckAndAnErrorForRun()
    {
        using var file = new TempFile("pbm.conf", "supervision.engines.a.command = [echo, never]\nsupervision.control.pbm { enabled = on, port = 0, token-file = /nowhere/token }");
        const string Line = "supervision.control.pbm { enabled = on, port = 0, token-file = /nowhere/token }";

        var check = await RunAsync("check", file.Path);
        var run = await RunAsync("run", file.Path);

        Assert.Equal((0, "the configuration is valid: 1 group, 1 engine; 1 warning"), (check.Code, check.Output));
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Equal(
            $"{file.Path}:2:64: error: supervision.control.pbm.token-file: the file '/nowhere/token' does not exist; make it, or name another one\n  {Line}\n  {new string(' ', 63)}^\n",
            run.Errors);
        Assert.StartsWith($"{file.Path}:2:64: warning: supervision.control.pbm.token-file: the file '/nowhere/token' does not exist", check.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task CheckJson_GoodFile_IsOneValidObject()
    {
        using var file = new TempFile("good.conf", Good + "\nsupervision.groups.idle {}");

        var (code, output, errors) = await RunAsync("check", "--json", file.Path);

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal((0, ""), (code, errors));
        Assert.True(json.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal((2, 3), (json.RootElement.GetProperty("groups").GetInt32(), json.RootElement.GetProperty("engines").GetInt32()));
        Assert.Equal(0, json.RootElement.GetProperty("errors").GetArrayLength());
        JsonElement warning = Assert.Single(json.RootElement.GetProperty("warnings").EnumerateArray());
        Assert.Equal("supervision.groups.idle", warning.GetProperty("key").GetString());
    }

    [Fact(Timeout = 60000)]
    public async Task CheckJson_BadFile_NamesPlaceKeyAndHint()
    {
        using var file = new TempFile("bad.conf", Bad);

        var (code, output, errors) = await RunAsync("check", file.Path, "--json");

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal((2, ""), (code, errors));
        Assert.False(json.RootElement.GetProperty("valid").GetBoolean());
        Assert.False(json.RootElement.TryGetProperty("engines", out _));
        JsonElement first = json.RootElement.GetProperty("errors")[0];
        Assert.Equal((file.Path, 3, 5), (first.GetProperty("file").GetString(), first.GetProperty("line").GetInt32(), first.GetProperty("column").GetInt32()));
        Assert.Equal(("supervision.engines.one.comand", "command"), (first.GetProperty("key").GetString(), first.GetProperty("hint").GetString()));
    }

    [Fact(Timeout = 60000)]
    public async Task Check_LaunchCommand_IsCheckedWithItsVariables()
    {
        var (code, output, errors) = await RunAsync(
            ["check"], new() { ["LAUNCH_COMMAND"] = "vllm serve", ["SUPERVISION_LOG_LVEL"] = "debug", ["SUPERVISION_SERVICE_HOST"] = "10.0.0.1" });

        Assert.Equal((0, "the configuration is valid: 1 group, 1 engine; 1 warning"), (code, output));
        Assert.Equal("environment variable SUPERVISION_LOG_LVEL: warning: no setting reads this variable; did you mean 'SUPERVISION_LOG_LEVEL'?\n", errors);
    }

    [Fact(Timeout = 60000)]
    public async Task Check_StartsNothing()
    {
        string witness = Path.Combine(Path.GetTempPath(), $"supervision-test-{Guid.NewGuid():N}");

        var (code, _, _) = await RunAsync("check", "--", "touch", witness);

        Assert.Equal(0, code);
        Assert.False(File.Exists(witness));
    }

    [Fact(Timeout = 60000)]
    public async Task Config_Printed_LoadsToTheSameSettings()
    {
        using var file = new TempFile("good.conf", Good);
        var (code, output, errors) = await RunAsync("config", file.Path, "--set", "supervision.log.level=debug");
        Assert.Equal((0, ""), (code, errors));
        using var printed = new TempFile("printed.conf", output);
        using var json = new TempFile("printed.json", (await RunAsync("config", file.Path, "--set", "supervision.log.level=debug", "--json")).Output);

        SettingsResult expected = SettingsLoader.Load(new SettingsSources { Files = [file.Path], Overrides = ["supervision.log.level=debug"] });

        foreach (TempFile one in new[] { printed, json })
        {
            SettingsResult actual = SettingsLoader.Load(new SettingsSources { Files = [one.Path] });
            Assert.True(actual.Success, string.Join('\n', actual.Errors));
            Assert.Equal(expected.Resolved!.ToString(), actual.Resolved.ToString());
            Assert.Equal(LogSeverity.Debug, actual.Settings.Log.Level);
        }
    }

    [Fact(Timeout = 60000)]
    public async Task ConfigOrigins_EverySource_IsNamed()
    {
        using var file = new TempFile("origins.conf", "supervision.engines.one {\n  command = [x]\n  directory = ${?SOME_FOLDER}\n}\n");

        var (code, output, _) = await RunAsync(
            ["config", "--origins", "--set", "supervision.log.level=debug", file.Path], new() { ["SOME_FOLDER"] = "/srv" });

        Assert.Equal(0, code);
        Assert.Contains($"command = [\"x\"]  # {file.Path}:2:13", output, StringComparison.Ordinal);
        Assert.Contains("directory = \"/srv\"  # environment variable SOME_FOLDER", output, StringComparison.Ordinal);
        Assert.Contains("level = \"debug\"  # command line (supervision.log.level)", output, StringComparison.Ordinal);
        Assert.Matches("exit-code = 1  # builtin:reference.conf:\\d+:\\d+", output);
    }

    [Fact(Timeout = 60000)]
    public async Task Config_Secrets_AreMaskedWhereverTheyAre()
    {
        using var file = new TempFile("secrets.conf", """
            api-key = aaaa-key-in-file
            supervision.engines.one {
              command = [serve, --api-key, bbbb-argument, --tokenizer, qwen, "--hf-token=cccc-argument", --url, "http://user:dddd-user@host/?x=1&token=eeee"]
              environment {
                HF_TOKEN = ${?HUB_SECRET}
                HEADER = "X-Auth "${?HUB_SECRET}
                COPY = ${api-key}
                Db_Password = 12345
                MODE = fast
              }
            }
            """);

        var (code, output, _) = await RunAsync(
            ["config", file.Path, "--set", "supervision.engines.one.environment.MY_PASSWD=ffff-override"], new() { ["HUB_SECRET"] = "gggg-variable" });

        Assert.Equal(0, code);
        Assert.DoesNotMatch("aaaa|bbbb|cccc|dddd|eeee|ffff|gggg|12345", output);
        Assert.Contains("command = [\"serve\", \"--api-key\", \"***\", \"--tokenizer\", \"qwen\", \"--hf-token=***\", \"--url\", \"http://***@host/?x=1&token=***\"]", output, StringComparison.Ordinal);
        Assert.Contains("HEADER = \"X-Auth ***\"", output, StringComparison.Ordinal);
        Assert.Contains("MODE = \"fast\"", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Config_BadFile_SaysWhatCheckSays()
    {
        using var file = new TempFile("bad.conf", Bad);

        var (code, output, errors) = await RunAsync("config", file.Path);

        Assert.Equal((2, ""), (code, output));
        Assert.Equal((await RunAsync("check", file.Path)).Errors, errors);
    }

    [Theory(Timeout = 60000)]
    [InlineData("reference"), InlineData("config -- x"), InlineData("check --json -- x"), InlineData("check -- x")]
    public async Task Output_OnAFullDisk_IsAnErrorAndNoSilentHalf(string arguments)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec '{DaemonProcess.Executable}' {arguments} > /dev/full"]) { RedirectStandardError = true })!;

        Assert.Equal("supervision: cannot write to standard output: No space left on device\n", await shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        Assert.Equal(70, shell.ExitCode);
    }

    [Theory(Timeout = 60000)]
    [InlineData(50, "-- sleep 1")]
    [InlineData(80, "-- sleep 1")]
    [InlineData(99, "check -- sleep 1")]
    public async Task Start_WithTooFewOpenFiles_SaysSo(int limit, string arguments)
    {
        await using DaemonProcess daemon = DaemonProcess.StartProgram(["sh", "-c", $"ulimit -n {limit}; exec '{DaemonProcess.Executable}' {arguments}"], []);

        Assert.Equal(70, await daemon.WaitForExitAsync());
        Assert.StartsWith($"supervision: cannot start: the limit on open files is {limit}, and this program needs ", daemon.Errors, StringComparison.Ordinal);
        Assert.Contains("LimitNOFILE=1024", daemon.Errors, StringComparison.Ordinal);
        Assert.Empty(daemon.Lines);
    }

    [Fact(Timeout = 60000)]
    public async Task Output_WhoseReaderLeft_IsNoError()
    {
        const string Closed = "pipe(R, W); close R; open(STDOUT, '>&W'); exec @ARGV";
        using var perl = Process.Start(new ProcessStartInfo("perl", ["-e", Closed, DaemonProcess.Executable, "reference"]) { RedirectStandardError = true })!;

        Assert.Equal("", await perl.StandardError.ReadToEndAsync());
        await perl.WaitForExitAsync();
        Assert.Equal(0, perl.ExitCode);
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] args) => RunAsync(args, []);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] args, Dictionary<string, string?> environment)
    {
        await using DaemonProcess daemon = DaemonProcess.Start(args, environment);
        int code = await daemon.WaitForExitAsync();
        return (code, string.Join('\n', daemon.Lines), daemon.Errors);
    }
}
