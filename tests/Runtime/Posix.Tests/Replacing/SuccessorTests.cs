using System.Text;

namespace Supervision.Posix.Tests.Replacing;

/// <summary>What surrounds the execution of a successor; whole replacements are in the tests of the executable.</summary>
[Collection(RealProcesses.Name)]
public sealed class SuccessorTests
{
    [Fact(Timeout = 60000)]
    public async Task MainThread_RunsWhatItIsGiven_AndReturnsWhatTheProgramDoes()
    {
        var code = 0;
        var (main, inside, outside) = (0, 0, 0);
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            main = Environment.CurrentManagedThreadId;
            code = MainThread.Run(async () =>
            {
                await Task.Yield();
                Assert.True(MainThread.IsServing);
                outside = Environment.CurrentManagedThreadId;
                MainThread.Invoke(() => MainThread.Invoke(() => inside = Environment.CurrentManagedThreadId));
                thrown = Record.Exception(() => MainThread.Invoke(() => throw new IOException("inside")));
                return 7;
            });
        });
        thread.Start();
        await Task.Run(thread.Join);

        Assert.Equal(7, code);
        Assert.Equal(main, inside);
        Assert.NotEqual(main, outside);
        Assert.Equal("inside", Assert.IsType<IOException>(thrown).Message);
        Assert.False(MainThread.IsServing);
        MainThread.Invoke(() => inside = 0);
        Assert.Equal(0, inside);
    }

    [Fact]
    public void InheritedFile_GivesBackWhatItGot()
    {
        var content = Enumerable.Range(0, 300_000).Select(i => (byte)i).ToArray();

        Assert.Equal(content, InheritedFile.Take(InheritedFile.Create(content)));
        Assert.Empty(InheritedFile.Take(InheritedFile.Create([])));
        Assert.Throws<IOException>(() => InheritedFile.Take(99_999));
    }

    [Fact]
    public void Successor_ThatCannotBeExecuted_LeavesEverythingAsItWas()
    {
        var file = InheritedFile.Create(Encoding.ASCII.GetBytes("state"));
        var masked = Masked();

        var missing = ProgramReplacement.ExecuteSuccessor("/does/not/exist", ["x"], new Dictionary<string, string>(), [file], [Signals.Term, 40]);
        var text = ProgramReplacement.ExecuteSuccessor("/etc/passwd", ["x"], new Dictionary<string, string>(), [file], [Signals.Term, 40]);

        Assert.Equal(SpawnStep.Exec, missing.Step);
        Assert.Contains("/does/not/exist", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Permission denied", text.Message, StringComparison.Ordinal);
        Assert.Equal(masked, Masked());
        var flags = File.ReadAllLines($"/proc/self/fdinfo/{file}").Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
        Assert.NotEqual(0, Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & Interop.O_CLOEXEC);
        Assert.Equal("state", Encoding.ASCII.GetString(InheritedFile.Take(file)));
    }

    private static string Masked() => File.ReadAllLines("/proc/thread-self/status").Single(line => line.StartsWith("SigBlk", StringComparison.Ordinal));
}
