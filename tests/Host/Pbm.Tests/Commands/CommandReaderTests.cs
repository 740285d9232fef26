namespace Supervision.Pbm.Tests.Commands;

public sealed class CommandReaderTests
{
    private static readonly CommandPalette[] _palettes =
    [
        new("msg",
        [
            new CommandDefinitionBuilder().WithName("send").WithDescription("Sends.")
                .WithArgument(b => b.WithName("to").IsMandatory())
                .WithArgument(b => b.WithName("text").AllowsMultiple())
                .WithArgument(b => b.WithName("mark").WithSwitch("-m").WithSwitch("-M").WithSwitch("--mark").AllowsMultiple())
                .WithArgument(b => b.WithName("urgent").WithSwitch("-u").IsFlag())
                .WithArgument(b => b.WithName("at").WithSwitch("--at"))
                .Build(),
            new CommandDefinitionBuilder().WithName("list").Build(),
        ]),
        new("engine", [new CommandDefinitionBuilder().WithName("list").Build()]),
    ];

    [Fact]
    public void Command_WithEverything_IsRead()
    {
        Command command = Read("msg send bob -u -m x --mark=y hello -M z there --at 5 --json");

        Assert.Equal(("msg", "send", true), (command.Palette, command.Name, command.Json));
        Assert.Equal("bob", command.ArgumentValue("to"));
        Assert.Equal(["hello", "there"], command.ArgumentValues("text"));
        Assert.Equal(["x", "y", "z"], command.ArgumentValues("mark"));
        Assert.True(command.HasArgument("urgent"));
        Assert.Equal("5", command.ArgumentValue("at"));
    }

    [Fact]
    public void Words_AfterTwoHyphens_AreNoSwitches()
    {
        Command command = Read("msg send bob -- -u --json -- -");

        Assert.Equal(["-u", "--json", "--", "-"], command.ArgumentValues("text"));
        Assert.False(command.Json);
        Assert.False(command.HasArgument("urgent"));
    }

    [Fact]
    public void Value_ThatBeginsWithAHyphen_IsAValue() => Assert.Equal("-5", Read("msg send bob --at -5").ArgumentValue("at"));

    [Theory]
    [InlineData("", "no command; 'help' lists them")]
    [InlineData("engin list", "unknown command 'engin'; did you mean 'engine'?; 'help' lists them")]
    [InlineData("xyzzy", "unknown command 'xyzzy'; 'help' lists them")]
    [InlineData("msg", "'msg' needs one of: send, list; see 'help msg'")]
    [InlineData("msg sned", "'msg' has no command 'sned'; did you mean 'send'?; see 'help msg'")]
    [InlineData("msg send", "msg send: TO is missing; usage: msg send TO [TEXT]... [-m MARK]... [-u] [--at AT]")]
    [InlineData("msg send bob --att 5", "msg send: unknown switch '--att'; did you mean '--at'?; usage: msg send TO [TEXT]... [-m MARK]... [-u] [--at AT]")]
    [InlineData("msg send bob --at", "msg send: --at needs a value; usage: msg send TO [TEXT]... [-m MARK]... [-u] [--at AT]")]
    [InlineData("msg send bob -u=1", "msg send: -u takes no value; usage: msg send TO [TEXT]... [-m MARK]... [-u] [--at AT]")]
    [InlineData("msg send bob --at 1 --at 2", "msg send: at is given twice; usage: msg send TO [TEXT]... [-m MARK]... [-u] [--at AT]")]
    [InlineData("msg list now", "msg list: unexpected argument 'now'; usage: msg list")]
    public void Command_ThatIsWrong_IsTold(string line, string problem)
    {
        var (command, told) = CommandReader.Read(_palettes, line.Split(' ', StringSplitOptions.RemoveEmptyEntries), json: false);

        Assert.Null(command);
        Assert.Equal(problem, told);
    }

    [Fact]
    public void Definitions_ThatCannotWork_AreRefused()
    {
        var builder = () => new CommandDefinitionBuilder().WithName("c");
        Assert.Throws<ArgumentException>(() => new CommandDefinitionBuilder().Build());
        Assert.Throws<ArgumentException>(() => new CommandDefinitionBuilder().WithName("two words").Build());
        Assert.Throws<ArgumentException>(() => builder().WithArgument(b => b).Build());
        Assert.Throws<ArgumentException>(() => builder().WithArgument(b => b.WithName("a").WithSwitch("a")).Build());
        Assert.Throws<ArgumentException>(() => builder().WithArgument(b => b.WithName("a").WithSwitch("--json")).Build());
        Assert.Throws<ArgumentException>(() => builder().WithArgument(b => b.WithName("a").IsFlag()).Build());
        Assert.Throws<ArgumentException>(() => builder().WithArgument(b => b.WithName("a")).WithArgument(b => b.WithName("a")).Build());
        Assert.Throws<ArgumentException>(() => builder().WithArgument(b => b.WithName("a").WithSwitch("-x")).WithArgument(b => b.WithName("b").WithSwitch("-x")).Build());
        Assert.Throws<ArgumentException>(() => builder().WithArgument(b => b.WithName("a").AllowsMultiple()).WithArgument(b => b.WithName("b")).Build());
        Assert.Throws<ArgumentException>(() => builder().WithArgument(b => b.WithName("a")).WithArgument(b => b.WithName("b").IsMandatory()).Build());
        Assert.Throws<ArgumentException>(() => new CommandPalette("p", [builder().Build(), builder().Build()]));
        Assert.Throws<ArgumentException>(() => new CommandPalette("", []));
    }

    [Fact]
    public void Help_OfEachKind_TellsOfIt()
    {
        Assert.Equal("  msg     send, list\n  engine  list\n\n'help PALETTE' tells of its commands.", Help());
        Assert.Equal("  engine list  \n\n'help engine COMMAND' tells of its arguments.".Replace("list  ", "list"), Help("engine"));
        Assert.StartsWith("msg send TO [TEXT]... [-m MARK]... [-u] [--at AT]\n\nSends.\n\n  TO\n", Help("msg", "send"));
        Assert.Null(HelpText.For(_palettes, ["nothing"]));
        Assert.Null(HelpText.For(_palettes, ["msg", "nothing"]));
        Assert.Null(HelpText.For(_palettes, ["msg", "send", "more"]));
    }

    private static string Help(params string[] words) => string.Join('\n', HelpText.For(_palettes, words)!);

    private static Command Read(string line)
    {
        var (command, problem) = CommandReader.Read(_palettes, line.Split(' '), json: false);
        Assert.True(command is not null, problem);
        return command!;
    }
}
