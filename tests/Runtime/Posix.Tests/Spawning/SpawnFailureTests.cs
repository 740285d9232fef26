namespace Supervision.Posix.Tests;

public sealed class SpawnFailureTests : ProcessTests
{
    private const int Enoent = 2;
    private const int Enoexec = 8;
    private const int Eacces = 13;
    private const int Enotdir = 20;
    private const int Einval = 22;

    private const UnixFileMode NotExecutable = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact(Timeout = 60000)]
    public async Task Program_NotInPath_NamesThePathSearched()
    {
        var failure = await Fail(new SpawnRequest
        {
            Command = ["no-such-engine", "serve"],
            Environment = new Dictionary<string, string> { ["PATH"] = "/opt/none:/usr/bin" },
        });
        Assert.Equal((SpawnStep.FindProgram, Enoent), (failure.Step, failure.Errno));
        Assert.Equal("program 'no-such-engine' not found; searched PATH=/opt/none:/usr/bin", failure.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task Program_InPathButNotExecutable_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("tool-without-x", "#!/bin/sh\n", NotExecutable);
        var failure = await Fail(new SpawnRequest
        {
            Command = ["tool-without-x"],
            Environment = new Dictionary<string, string> { ["PATH"] = $"/bin:{folder.Root}" },
        });
        Assert.Equal((SpawnStep.FindProgram, Eacces), (failure.Step, failure.Errno));
        Assert.Contains($"'{file}', which is not executable", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Program_AtAPathThatDoesNotExist_NamesIt()
    {
        var failure = await Fail(new SpawnRequest { Command = ["/no/such/program"] });
        Assert.Equal((SpawnStep.FindProgram, Enoent), (failure.Step, failure.Errno));
        Assert.Equal("program '/no/such/program' does not exist", failure.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task Program_WithAFileForADirectory_SaysSo()
    {
        var failure = await Fail(new SpawnRequest { Command = ["/bin/sh/program"] });
        Assert.Equal((SpawnStep.FindProgram, Enotdir), (failure.Step, failure.Errno));
    }

    [Fact(Timeout = 60000)]
    public async Task Program_NotExecutable_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("plain.txt", "hello", NotExecutable);
        var failure = await Fail(new SpawnRequest { Command = [file] });
        Assert.Equal((SpawnStep.Exec, Eacces), (failure.Step, failure.Errno));
        Assert.StartsWith($"'{file}' is not executable", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Program_ThatIsADirectory_SaysSo()
    {
        var failure = await Fail(new SpawnRequest { Command = ["/usr/bin"] });
        Assert.Equal((SpawnStep.Exec, Eacces), (failure.Step, failure.Errno));
        Assert.Equal("'/usr/bin' is a directory, not a program", failure.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task Program_WithoutAKnownFormat_IsNotExecutedByAShell()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("no-shebang", "echo hello\n");
        var failure = await Fail(new SpawnRequest { Command = [file] });
        Assert.Equal((SpawnStep.Exec, Enoexec), (failure.Step, failure.Errno));
        Assert.Contains("no #! line", failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData("#!/no/such/python -u\n", "needs the interpreter '/no/such/python', which does not exist")]
    [InlineData("#!/bin/sh\r\necho\r\n", "the script has Windows line ends")]
    public async Task Program_WithABadInterpreter_NamesIt(string script, string expected)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("script", script);
        var failure = await Fail(new SpawnRequest { Command = [file] });
        Assert.Equal((SpawnStep.Exec, Enoent), (failure.Step, failure.Errno));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task WorkingDirectory_ThatDoesNotExist_IsTheStepThatFailed()
    {
        var failure = await Fail(Shell("exit 0") with { WorkingDirectory = "/no/such/folder" });
        Assert.Equal((SpawnStep.ChangeDirectory, Enoent), (failure.Step, failure.Errno));
        Assert.Equal("working directory '/no/such/folder' does not exist", failure.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task WorkingDirectory_ThatIsAFile_IsTheStepThatFailed()
    {
        var failure = await Fail(Shell("exit 0") with { WorkingDirectory = "/etc/passwd" });
        Assert.Equal((SpawnStep.ChangeDirectory, Enotdir), (failure.Step, failure.Errno));
    }

    public static TheoryData<string[]> BadCommands => [Array.Empty<string>(), new[] { "" }, new[] { "/bin/echo", "a\0b" }];

    [Theory(Timeout = 60000)]
    [MemberData(nameof(BadCommands))]
    public async Task Request_ThatCannotBe_IsRefused(string[] command)
    {
        var failure = await Fail(new SpawnRequest { Command = command });
        Assert.Equal((SpawnStep.Request, Einval), (failure.Step, failure.Errno));
    }

    [Fact(Timeout = 60000)]
    public async Task Request_WithAnEnvironmentNameThatCannotBe_IsRefused()
    {
        var failure = await Fail(Shell("exit 0") with { Environment = new Dictionary<string, string> { ["A=B"] = "1" } });
        Assert.Equal(SpawnStep.Request, failure.Step);
    }

    [Fact(Timeout = 60000)]
    public async Task Request_LongerThanTheKernelAllows_SaysSo()
    {
        var failure = await Fail(new SpawnRequest { Command = ["/bin/echo", new string('x', 4 * 1024 * 1024)] });
        Assert.Equal(SpawnStep.Exec, failure.Step);
        Assert.Contains("too long", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Failures_LeakNoDescriptorAndNoProcess()
    {
        await Fail(new SpawnRequest { Command = ["/no/such/program"], Stdin = StdinMode.Pipe });
        var before = OpenDescriptors(Environment.ProcessId).Length;
        for (var i = 0; i < 100; i++)
        {
            await Fail(new SpawnRequest { Command = ["/no/such/program"], Stdin = StdinMode.Pipe });
            await Fail(Shell("exit 0") with { WorkingDirectory = "/no/such/folder" });
        }

        Assert.InRange(OpenDescriptors(Environment.ProcessId).Length, 0, before + 5);
        Assert.Empty(ChildRegistry.Unreaped);
    }
}
