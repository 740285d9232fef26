using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;

namespace Supervision.Actors.Tests.Trees;

/// <summary>Where an engine's variables come from.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("environment-").FullName;

    [Fact(Timeout = 60000)]
    public async Task FilesSecretsAndSettings_AreMerged_LaterOnesWin()
    {
        Write("a.env", "A=1\nB=1\nC=1\nD=1\n");
        Write("b.env", "B=2\n");
        Write("c", "3\n\n");
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "echo \"<$A$B$C|$D>\"; exec sleep 300") with
        {
            EnvironmentFiles = [Path("a.env"), Path("b.env")],
            Secrets = Secret("C", Path("c")).Add("D", Path("c")),
            Environment = Variable("D", "4"),
        });

        Assert.Equal("<123", (await harness.NextAsync<EngineOutput>()).Line); // the secret lost one line end, not two
        Assert.Equal("|4>", (await harness.NextAsync<EngineOutput>()).Line);
    }

    [Fact(Timeout = 60000)]
    public async Task NotifySocket_OfTheDaemon_IsNotPassedOn()
    {
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", "/run/of/the/daemon");
        try
        {
            await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "echo \"<$NOTIFY_SOCKET>\"; exec sleep 300"));
            Assert.Equal("<>", (await harness.NextAsync<EngineOutput>()).Line);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NOTIFY_SOCKET", null);
        }
    }

    [Fact(Timeout = 60000)]
    public async Task Clean_HasOnlyWhatIsNamed()
    {
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "tr '\\0' '\\n' < /proc/$$/environ | cut -d= -f1 | sort | tr '\\n' ' '; echo; exec sleep 300") with
        {
            EnvironmentMode = EnvironmentMode.Clean,
            Environment = Variable("PATH", "/usr/bin:/bin"),
        });

        Assert.Equal(
            "PATH SUPERVISION_ENGINE SUPERVISION_GROUP SUPERVISION_INSTANCE SUPERVISION_MARK ", (await harness.NextAsync<EngineOutput>()).Line);
    }

    [Fact(Timeout = 60000)]
    public async Task Files_AreReadAtEachStart()
    {
        Write("a.env", "A=first");
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "echo $A; exec sleep 300") with { EnvironmentFiles = [Path("a.env")] });
        Assert.Equal("first", (await harness.NextAsync<EngineOutput>()).Line);

        Write("a.env", "A=second");
        await harness.Tree.RestartEngineAsync("one");
        Assert.Equal("second", (await harness.NextAsync<EngineOutput>()).Line);
    }

    [Fact(Timeout = 60000)]
    public async Task Secret_ThatDoesNotExist_IsAFailedStartThatNamesIt_AndHealsWhenItAppears()
    {
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "echo $A; exec sleep 300") with
        {
            Secrets = Secret("A", Path("late")),
            Budget = new BudgetSettings { MaxRetries = null },
        });

        var failure = (await harness.NextAsync<EngineExited>()).Failure!;
        Assert.Equal((FailureKind.SpawnFailed, $"the secret A, file '{Path("late")}' does not exist"), (failure.Kind, failure.Message));
        File.WriteAllText(Path("new"), "here\r\n");
        File.Move(Path("new"), Path("late"));
        Assert.Equal("here", (await harness.NextAsync<EngineOutput>()).Line);
    }

    [Theory(Timeout = 60000)]
    [InlineData("A='x", "the environment file '{0}' cannot be read: line 1, variable A: the quote is not closed")]
    [InlineData(null, "the environment file '{0}' is larger than 1 MiB")]
    public async Task File_ThatCannotBeUsed_IsAFailedStart(string? text, string expected)
    {
        Write("a.env", text ?? new string('#', 1024 * 1024 + 1));
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "exit 0") with { EnvironmentFiles = [Path("a.env")] });

        var failure = (await harness.NextAsync<EngineExited>()).Failure!;
        Assert.Equal(string.Format(null, expected, Path("a.env")), failure.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(Path(name), text);

    private static ImmutableSortedDictionary<string, string> Secret(string name, string path) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, path);

    private static ImmutableSortedDictionary<string, string?> Variable(string name, string value) =>
        ImmutableSortedDictionary<string, string?>.Empty.Add(name, value);
}
