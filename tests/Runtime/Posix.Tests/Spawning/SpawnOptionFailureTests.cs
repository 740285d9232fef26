namespace Supervision.Posix.Tests;

/// <summary>Options that cannot be had: which step, which error, and words that help.</summary>
public sealed class SpawnOptionFailureTests : ProcessTests
{
    [Fact(Timeout = 60000)]
    public async Task User_Unknown_IsNamed()
    {
        var failure = await Fail(Shell("exit 0") with { User = "no-such-user" });
        Assert.Equal((SpawnStep.User, 2), (failure.Step, failure.Errno));
        Assert.Equal("there is no user 'no-such-user' on this system", failure.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task Group_Unknown_IsNamed()
    {
        var failure = await Fail(Shell("exit 0") with { Group = "no-such-group" });
        Assert.Equal((SpawnStep.Groups, "there is no group 'no-such-group' on this system"), (failure.Step, failure.Message));
    }

    [Fact(Timeout = 60000)]
    public async Task User_WithoutAccountAndGroup_AsksForTheGroup()
    {
        var failure = await Fail(Shell("exit 0") with { User = "54321" });
        Assert.Equal((SpawnStep.Groups, "user 54321 has no account and so no group: write '54321:GROUP', or set the group"), (failure.Step, failure.Message));
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task User_WhenWeAreNotRoot_IsRefused()
    {
        using var folder = ReadableCopy();
        var text = await AsNobody(folder, "user-refused");
        Assert.Equal("Groups 1 the groups of 'daemon' could not be taken: Operation not permitted; only root (or CAP_SETUID and CAP_SETGID) may switch, and we run as uid 65534\n", text);
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task User_ThatWeAreAlready_NeedsNoPrivilege()
    {
        using var folder = ReadableCopy();
        Assert.Equal("started\n", await AsNobody(folder, "user-same"));
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task LimitsAndNice_WithoutPrivileges_SayWhatIsMissing()
    {
        using var folder = ReadableCopy();
        Assert.StartsWith("Limits 1 the limit nofile 100:unlimited was refused: Operation not permitted; only root", await AsNobody(folder, "limit-refused"), StringComparison.Ordinal);
        Assert.StartsWith("Nice 13 nice -5 was refused: Permission denied; values below ours need root", await AsNobody(folder, "nice-refused"), StringComparison.Ordinal);
    }

    [NeedsRootFact(Timeout = 60000)]
    public async Task WorkingDirectory_ThatTheUserMayNotEnter_IsTheStepThatFailed()
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Root, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var failure = await Fail(Shell("exit 0") with { User = "nobody", WorkingDirectory = folder.Root });
        Assert.Equal((SpawnStep.ChangeDirectory, 13), (failure.Step, failure.Errno));
        Assert.Contains($"'{folder.Root}' may not be entered as user 'nobody'", failure.Message, StringComparison.Ordinal);
    }

    [NeedsRootFact(Timeout = 60000)]
    public async Task Program_ThatTheUserMayNotExecute_NamesBoth()
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Root, (UnixFileMode)0b111_101_101);
        var program = folder.Write("mine", "#!/bin/sh\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var failure = await Fail(new SpawnRequest { Command = [program], User = "nobody" });
        Assert.Equal((SpawnStep.Exec, 13), (failure.Step, failure.Errno));
        Assert.Equal($"'{program}', its interpreter or a directory on the way may not be executed as user 'nobody': permission denied", failure.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task Program_WithABadInterpreter_IsExplainedAsWithoutTheHelper()
    {
        using var folder = new TemporaryFolder();
        var request = new SpawnRequest { Command = [folder.Write("tool", "#!/no/such/shell\n")] };
        var plain = await Fail(request);
        Assert.Equal(plain, await Fail(request with { Umask = 0 }));
    }

    [Fact(Timeout = 60000)]
    public async Task CpuAffinity_OfProcessorsThatAreNotThere_IsRefused()
    {
        var failure = await Fail(Shell("exit 0") with { CpuAffinity = [8000] });
        Assert.Equal((SpawnStep.CpuAffinity, 22), (failure.Step, failure.Errno));
        Assert.Contains("8000", failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData("/no/such/file", 2, "could not be opened: No such file or directory")]
    [InlineData("/", 21, "is a directory")]
    public async Task StdoutFile_ThatCannotBeOpened_IsNamed(string path, int errno, string expected)
    {
        var failure = await Fail(Shell("exit 0") with { Stdout = OutputMode.File, StdoutFile = path });
        Assert.Equal((SpawnStep.OpenFile, errno), (failure.Step, failure.Errno));
        Assert.Equal($"the file '{path}' for standard output {expected}", failure.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task Fifo_WithoutAReader_DoesNotHoldTheThread()
    {
        using var folder = new TemporaryFolder();
        await RunToEnd($"mkfifo {folder.Root}/fifo");
        var failure = await Fail(Shell("exit 0") with { Stdout = OutputMode.File, StdoutFile = folder.Root + "/fifo" });
        Assert.Equal($"the file '{folder.Root}/fifo' for standard output is a FIFO that nobody reads", failure.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task Descriptor_ThatIsClosed_IsRefused()
    {
        var handle = File.OpenHandle("/dev/null");
        handle.Dispose();
        var failure = await Fail(Shell("exit 0") with { Descriptors = new Dictionary<int, SpawnDescriptor> { [4] = SpawnDescriptor.Open(handle) } });
        Assert.Equal((SpawnStep.OpenFile, "descriptor 4 could not be passed on: its handle is closed"), (failure.Step, failure.Message));
    }

    public static TheoryData<string, SpawnRequest> Impossible => new()
    {
        { "nice", Shell("x") with { Nice = 20 } },
        { "oom", Shell("x") with { OomScoreAdj = 1001 } },
        { "umask", Shell("x") with { Umask = 512 } },
        { "signal", Shell("x") with { ParentDeathSignal = 65 } },
        { "no processors", Shell("x") with { CpuAffinity = [] } },
        { "limit", Shell("x") with { Limits = [new ResourceLimit(ResourceKind.Core, 2, 1)] } },
        { "descriptor", Shell("x") with { Descriptors = new Dictionary<int, SpawnDescriptor> { [2] = SpawnDescriptor.File("/x") } } },
        { "user", Shell("x") with { User = ":daemon" } },
        { "file", Shell("x") with { Stdin = StdinMode.File } },
    };

    [Theory(Timeout = 60000)]
    [MemberData(nameof(Impossible))]
    public async Task Option_ThatCannotBe_IsRefused(string what, SpawnRequest request)
    {
        var failure = await Fail(request);
        Assert.True(failure.Step == SpawnStep.Request, what);
    }

    [Fact(Timeout = 60000)]
    public async Task Helper_ThatIsNotThere_IsNamed()
    {
        await using var host = ProcessHost.Start(new ProcessHostOptions { SpawnShim = ["/no/such/helper"] });
        var failed = Assert.IsType<SpawnResult.Failed>(await host.SpawnAsync(Shell("exit 0") with { Umask = 0 }, new Recorder()));
        Assert.Equal((SpawnStep.Helper, "the helper '/no/such/helper' could not be started: No such file or directory"), (failed.Failure.Step, failed.Failure.Message));
    }

    [Fact(Timeout = 60000)]
    public async Task Helper_ThatEndsBeforeTheProgram_IsAFailedStart()
    {
        // Dies between fork and exec, as far as the engine's program is concerned.
        await using var host = ProcessHost.Start(new ProcessHostOptions { SpawnShim = ["/bin/sh", "-c", "echo not for the observer; kill -9 $$"] });
        var observer = new Recorder();
        var failed = Assert.IsType<SpawnResult.Failed>(await host.SpawnAsync(Shell("exit 0") with { Umask = 0 }, observer));
        Assert.Equal(SpawnStep.Helper, failed.Failure.Step);
        Assert.Equal("the helper for '/bin/sh' ended before it could execute it (killed by SIGKILL)", failed.Failure.Message);
        Assert.Equal((0, 0, 0, ""), (observer.Exits, observer.StdoutCloses, observer.StderrCloses, observer.Stdout));
    }

    [Fact(Timeout = 120000)]
    public async Task Failures_ThroughTheHelper_LeakNoDescriptorAndNoProcess()
    {
        await Fail(Shell("exit 0") with { CpuAffinity = [8000] });
        await Settled();
        var before = OpenDescriptors(Environment.ProcessId).Length;
        for (var i = 0; i < 5; i++)
        {
            await Fail(Shell("exit 0") with { CpuAffinity = [8000], Stdin = StdinMode.Pipe });
            await Fail(Shell("exit 0") with { Stdout = OutputMode.File, StdoutFile = "/dev/null", Stdin = StdinMode.File, StdinFile = "/no/such/file" });
        }

        await Eventually(() => OpenDescriptors(Environment.ProcessId).Length <= before, "the pipes and pidfds of failed starts are closed");

        Task Settled() => Eventually(() => ChildRegistry.Unreaped.IsEmpty, "no child is left");
    }

    private static TemporaryFolder ReadableCopy()
    {
        var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Root, (UnixFileMode)0b111_101_101);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "Supervision.Posix*"))
            File.Copy(file, Path.Combine(folder.Root, Path.GetFileName(file)));
        return folder;
    }

    private async Task<string> AsNobody(TemporaryFolder folder, string what)
    {
        var seen = await RunToEnd(new SpawnRequest
        {
            Command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", .. ProbeProgram.CommandIn(folder.Root, what)],
            WorkingDirectory = folder.Root,
        });
        Assert.Equal("", seen.Stderr);
        return seen.Stdout;
    }
}
