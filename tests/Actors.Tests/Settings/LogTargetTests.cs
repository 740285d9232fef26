using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed class LogTargetTests
{
    [Fact]
    public void Path_OfInstances_HasTheirNamesAndIndexes()
    {
        var settings = Conf.Settings(
            """supervision.engines.e { command = [x], instances = 2, logs { stdout = "/var/log/%(engine).log", stderr = "logs/err.%(instance)" } }""");

        Assert.Equal(["/var/log/e-0.log", "/var/log/e-1.log"], settings.Engines.Select(engine => engine.Logs.Stdout.Path));
        Assert.Equal(["logs/err.0", "logs/err.1"], settings.Engines.Select(engine => engine.Logs.Stderr.Path));
    }

    [Theory]
    [InlineData("a { command = [x], logs { stdout = /l/a, stderr = /l/a } }", "stdout and stderr cannot both write '/l/a'; write stderr = stdout")]
    [InlineData("a { command = [x], instances = 2, logs.stdout = /l/a }", "every instance of 'a' would write '/l/a'; write %(instance) into the path")]
    [InlineData("a { command = [x], logs.stdout = /l/a }, b { command = [x], logs.stdout = /l/../l/a }", "the engine 'a' writes '/l/../l/a', too")]
    public void File_OfTwoStreams_IsAnError(string engines, string message) =>
        Assert.Contains(message, Conf.OneError(Conf.Load($"supervision.engines {{ {engines} }}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/dev/stdout")]
    [InlineData("/dev/null")]
    public void Device_OfTwoStreams_IsAllowed(string path) =>
        Assert.Equal(LogTarget.File(path), Conf.Engine($"supervision.engines.a {{ command = [x], logs {{ stdout = {path}, stderr = {path} }} }}").Logs.Stderr);

    [Fact]
    public void Word_ThatIsNearlyOne_IsNamed() => Assert.EndsWith(
        "found 'inhert'; did you mean 'inherit'?",
        Conf.OneError(Conf.Load("supervision.engines.a { command = [x], logs.stdout = inhert }")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("stdout", "file /var/log/x", "leave out 'file '")]
    [InlineData("stderr", "file:/var/log/x", "leave out 'file:'")]
    [InlineData("stdout", "inherit /x", "leave out 'inherit '")]
    [InlineData("stdout", "./file /x", null)]
    [InlineData("stdout", "files/my log", null)]
    public void Path_ThatLooksLikeAWordAndAPath_IsWarnedOf(string key, string path, string? warning)
    {
        var result = Conf.Load($"supervision.engines.a {{ command = [x], logs.{key} = \"{path}\" }}");

        Assert.Empty(result.Errors);
        Assert.Equal(warning is null ? [] : [$"supervision.engines.a.logs.{key}"], result.Warnings.Select(one => one.Path));
        Assert.All(result.Warnings, one => Assert.Contains(warning!, one.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Syslog_Socket_IsAPath() =>
        Assert.Equal("/dev/log", Conf.Engine("supervision.engines.a { command = [x], logs.syslog.to = /dev/log }").Logs.Syslog.Socket);
}
