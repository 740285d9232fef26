using Supervision.Entrypoint.CommandLine;

namespace Supervision.Entrypoint.Tests.CommandLine;

public sealed class CliParserTests
{
    [Fact]
    public void Parse_NoArguments_AsksForTheLaunchCommand() =>
        Assert.Empty(Parse<CliInvocation.RunLaunchCommand>().Options.Overrides);

    [Fact]
    public void Parse_EverythingAfterTheDashes_BelongsToTheCommand()
    {
        var run = Parse<CliInvocation.RunCommand>("--log-level", "debug", "--", "vllm", "--help", "--version", "--", "--set", "a=b", "");

        Assert.Equal(["vllm", "--help", "--version", "--", "--set", "a=b", ""], run.Command.ToArray());
        Assert.Equal(["supervision.log.level=debug"], run.Options.Overrides.ToArray());
    }

    [Fact]
    public void Parse_OptionsBeforeBetweenAndAfterFiles_AreAllTaken()
    {
        var run = Parse<CliInvocation.RunFiles>("--set", "a=1", "run", "x.conf", "--set=b=2=3", "y.conf", "--log-format", "json");

        Assert.Equal(["x.conf", "y.conf"], run.Files.ToArray());
        Assert.Equal(["a=1", "b=2=3", "supervision.log.format=json"], run.Options.Overrides.ToArray());
    }

    [Theory]
    [InlineData(CliCommand.Root, "--help")]
    [InlineData(CliCommand.Root, "-h", "--nonsense")]
    [InlineData(CliCommand.Run, "run", "--help")]
    [InlineData(CliCommand.Run, "--help", "run", "x.conf")]
    [InlineData(CliCommand.Check, "check", "-h")]
    [InlineData(CliCommand.Config, "config", "x.conf", "--help")]
    [InlineData(CliCommand.Reference, "reference", "-h")]
    [InlineData(CliCommand.Preset, "preset", "vllm", "--help")]
    [InlineData(CliCommand.Gpu, "gpu", "--help")]
    public void Parse_HelpAnywhere_ShowsHelpOfTheCommand(object command, params string[] args) =>
        Assert.Equal((CliCommand)command, Parse<CliInvocation.Help>(args).Command);

    [Fact]
    public void Parse_Preset_TakesAName()
    {
        Assert.Null(Parse<CliInvocation.Preset>("preset").Name);
        Assert.Equal("llama.cpp", Parse<CliInvocation.Preset>("preset", "llama.cpp").Name);
        Assert.Equal("unknown preset 'vlm'; did you mean 'vllm'?; 'supervision preset' lists them", Parse<CliInvocation.UsageError>("preset", "vlm").Message);
        Assert.Equal("unexpected argument 'b'", Parse<CliInvocation.UsageError>("preset", "vllm", "b").Message);
    }

    [Fact]
    public void Parse_Version_AsksForTheVersion() => Parse<CliInvocation.Version>("--version");

    [Fact]
    public void Parse_Check_TakesWhatCanBeRun()
    {
        var files = Parse<CliInvocation.Check>("check", "--json", "a.conf", "b.conf", "--set", "a=1");
        var command = Parse<CliInvocation.Check>("check", "--", "vllm", "--json");
        var launch = Parse<CliInvocation.Check>("check");

        Assert.True(files.Json);
        var run = Assert.IsType<CliInvocation.RunFiles>(files.Target);
        Assert.Equal(["a.conf", "b.conf"], run.Files.ToArray());
        Assert.Equal(["a=1"], run.Options.Overrides.ToArray());
        Assert.False(command.Json);
        Assert.Equal(["vllm", "--json"], Assert.IsType<CliInvocation.RunCommand>(command.Target).Command.ToArray());
        Assert.IsType<CliInvocation.RunLaunchCommand>(launch.Target);
    }

    [Fact]
    public void Parse_Config_TakesItsSwitches()
    {
        var config = Parse<CliInvocation.Config>("--origins", "config", "a.conf");

        Assert.Equal((true, false), (config.Origins, config.Json));
        Assert.IsType<CliInvocation.RunFiles>(config.Target);
    }

    [Fact]
    public void Parse_Reference_AsksForTheReference() => Parse<CliInvocation.Reference>("reference");

    [Theory]
    [InlineData(false, "gpu")]
    [InlineData(true, "gpu", "--json")]
    public void Parse_Gpu_AsksForTheGpus(bool json, params string[] args) => Assert.Equal(json, Parse<CliInvocation.Gpu>(args).Json);

    [Theory]
    [InlineData("unknown option '--log-frmat'; did you mean '--log-format'?", "--log-frmat", "json")]
    [InlineData("unknown option '-v'", "-v")]
    [InlineData("unknown option '--nope'", "run", "x.conf", "--nope")]
    [InlineData("--log-format: 'xml' is not valid: expected text or json", "--log-format", "xml")]
    [InlineData("--log-level: 'loud' is not valid: expected debug, info, warn, error or critical", "--log-level=loud")]
    [InlineData("--set: 'a' is not valid: expected PATH=VALUE", "--set", "a")]
    [InlineData("--set: '=b' is not valid: expected PATH=VALUE", "--set", "=b")]
    [InlineData("--log-level needs a value: --log-level LEVEL", "run", "x.conf", "--log-level")]
    [InlineData("'run' needs a configuration file", "run")]
    [InlineData("'run' and '-- COMMAND' exclude each other", "run", "x.conf", "--", "sleep", "1")]
    [InlineData("no command after '--'", "--")]
    [InlineData("no command after '--'", "--", "")]
    [InlineData("unexpected argument 'x'", "reference", "x")]
    [InlineData("unexpected argument 'x'", "gpu", "x")]
    [InlineData("'gpu' and '-- COMMAND' exclude each other", "gpu", "--", "x")]
    [InlineData("--version stands alone; unexpected argument 'extra'", "--version", "extra")]
    [InlineData("unknown option '--nope'", "--version", "--nope")]
    [InlineData("'check FILE' and '-- COMMAND' exclude each other", "check", "x.conf", "--", "sleep", "1")]
    [InlineData("no command after '--'", "config", "--")]
    [InlineData("--origins belongs to 'config'", "check", "x.conf", "--origins")]
    [InlineData("--json belongs to 'check', 'config', 'gpu' and 'events'; for a JSON log: --log-format json", "run", "x.conf", "--json")]
    [InlineData("unknown command 'chek'; did you mean 'check'?; to run a program: supervision -- chek", "chek", "x.conf")]
    [InlineData("unknown command 'rum'; did you mean 'run'?; to run a program: supervision -- rum", "rum", "x.conf")]
    [InlineData("unknown command 'vllm'; to run a program: supervision -- vllm", "vllm", "serve")]
    public void Parse_Mistake_IsNamed(string message, params string[] args) =>
        Assert.Equal(message, Parse<CliInvocation.UsageError>(args).Message);

    [Fact]
    public void Parse_FileWithoutRun_SaysHow()
    {
        string file = Path.GetTempFileName();
        try
        {
            Assert.Equal($"unknown command '{file}'; to run a configuration file: supervision run {file}", Parse<CliInvocation.UsageError>(file).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static T Parse<T>(params string[] args) where T : CliInvocation => Assert.IsType<T>(CliParser.Parse(args));
}
