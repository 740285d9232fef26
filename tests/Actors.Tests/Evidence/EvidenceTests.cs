using System.Collections.Immutable;
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Evidence;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Evidence;

/// <summary>What is left of real engines that are killed.</summary>
public sealed class EvidenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("evidence-").FullName;

    private EvidenceSettings Settings => new() { Directory = Path.Combine(_folder, "all") };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An engine that its liveness probe finds unfit at once.</summary>
    private static EngineSettings Unfit(string script, EvidenceSettings evidence) => Shell("engine", script) with
    {
        Probes = new ProbesSettings { Liveness = new ProbeSettings { Check = new ProbeCheck.Exec(["/bin/false"]), Period = TimeSpan.FromMilliseconds(100), Failures = 2 } },
        Stop = new StopSettings { Timeout = TimeSpan.FromMilliseconds(200), KillTimeout = TimeSpan.FromSeconds(5) },
        Evidence = evidence,
    };

    private static string Read(EvidenceWritten written, string file) => File.ReadAllText(Path.Combine(written.Path, file));

    [Fact(Timeout = 60_000)]
    public async Task Unhealthy_EngineAndItsWorkers_AreWrittenDownBeforeTheStop()
    {
        await using var h = Start(Unfit("echo about to hang; sleep 100 & echo $!; wait", Settings with
        {
            Commands = [["/bin/sh", "-c", "echo looking at $0", "%(pid)"], ["/bin/sh", "-c", "exit 4"]],
        }));
        var running = await h.NextOfAsync<EngineRunning>("engine");
        var worker = (await h.NextOfAsync<EngineOutput>("engine", line => line.Line != "about to hang")).Line;

        var written = await h.NextOfAsync<EvidenceWritten>("engine");
        var exited = await h.NextOfAsync<EngineExited>("engine");

        Assert.Equal(FailureKind.Unhealthy, exited.Failure!.Kind);
        Assert.Equal("/bin/sh exited with code 4", written.Problem);
        Assert.Matches(@"/engine-\d{8}T\d{9}Z-1-unhealthy$", written.Path);
        Assert.Contains("kind unhealthy\nreason ", Read(written, "reason.txt"), StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n{running.Pid} "), Read(written, "tree.txt"), StringComparison.Ordinal);
        Assert.Contains("Name:\tsleep", Read(written, $"process-{worker}.txt"), StringComparison.Ordinal);
        Assert.Contains("--- wchan", Read(written, $"process-{worker}.txt"), StringComparison.Ordinal);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"$ /bin/sh -c echo looking at $0 {running.Pid}\nlooking at {running.Pid}\n"), Read(written, "command-1.txt"));
        Assert.StartsWith("about to hang\n", Read(written, "output.txt"), StringComparison.Ordinal);
        Assert.Equal(written.Bytes, Directory.EnumerateFiles(written.Path).Sum(file => new FileInfo(file).Length));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(written.Path));
    }

    [Fact(Timeout = 60_000)]
    public async Task Signal_WhatTheEngineWritesThen_IsInTheEvidence()
    {
        await using var h = Start(Unfit(
            "trap 'echo stack of all threads' USR1; echo up; while :; do sleep 0.02; done", Settings with { Signal = 10 }));

        var written = await h.NextOfAsync<EvidenceWritten>("engine");

        Assert.Null(written.Problem);
        Assert.Contains("stack of all threads", Read(written, "output.txt"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task DidNotStop_IsWrittenDownBeforeTheKill()
    {
        await using var h = Start(Shell("engine", "trap '' TERM; echo up; while :; do sleep 0.02; done") with
        {
            Stop = new StopSettings { Timeout = TimeSpan.FromMilliseconds(200), KillTimeout = TimeSpan.FromSeconds(5) },
            Evidence = Settings with { Timeout = TimeSpan.FromMinutes(10) },
        });
        await h.NextOfAsync<EngineOutput>("engine", line => line.Line == "up");

        await h.Tree.StopEngineAsync("engine");
        var written = await h.NextOfAsync<EvidenceWritten>("engine");
        var stopped = await h.NextOfAsync<EngineStopped>("engine");

        Assert.EndsWith("-1-did-not-stop", written.Path, StringComparison.Ordinal);
        Assert.Equal(Signals.Kill, stopped.Exit!.Value.Signal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_InTime_LeavesNoEvidence()
    {
        await using var h = Start(Shell("engine", "exec sleep 100") with { Evidence = Settings });
        await h.NextOfAsync<EngineReady>("engine");

        await h.Tree.StopEngineAsync("engine");
        await h.NextOfAsync<EngineStopped>("engine");

        Assert.Empty(h.Seen.OfType<EvidenceWritten>());
        Assert.False(Directory.Exists(Settings.Directory));
    }

    [Fact(Timeout = 60_000)]
    public async Task Command_ThatHangs_DelaysTheKillForItsTimeAndNoMore()
    {
        await using var h = Start(Unfit("exec sleep 100", Settings with { Timeout = TimeSpan.FromSeconds(3), Commands = [["/bin/sleep", "1000"]] }));

        var written = await h.NextOfAsync<EvidenceWritten>("engine");
        await h.NextOfAsync<EngineStarting>("engine", starting => starting.Attempt == 2);

        Assert.Contains("it took longer than 3 s", written.Problem, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(written.Path, "tree.txt")));
    }

    [Fact(Timeout = 60_000)]
    public async Task Directory_ThatCannotBeMade_PreventsNoKill()
    {
        File.WriteAllText(Path.Combine(_folder, "all"), "a file");
        await using var h = Start(Unfit("exec sleep 100", Settings));

        var written = await h.NextOfAsync<EvidenceWritten>("engine");
        await h.NextOfAsync<EngineStarting>("engine", starting => starting.Attempt == 2);

        Assert.NotNull(written.Problem);
        Assert.Equal(0, written.Bytes);
    }

    [Fact]
    public void Folder_MoreThanAShareOfTheLimit_IsCutOff()
    {
        var folder = EvidenceFolder.Create(Settings with { MaxSize = 1 << 20 }, "e", 1, "hung", DateTimeOffset.UnixEpoch);

        folder.Write("a.txt", new byte[200_000]);
        folder.Write("b.txt", new byte[200_000]);

        Assert.Equal(1 << 18, folder.Bytes);
        Assert.Equal("b.txt is cut off at 62144 of 200000 bytes", Assert.Single(folder.Problems));
    }

    [Fact]
    public void Folder_ThatIsGone_SaysSoOnce()
    {
        var folder = EvidenceFolder.Create(Settings, "e", 1, "hung", DateTimeOffset.UnixEpoch);
        Directory.Delete(folder.Path);

        folder.Write("a.txt", "a");
        folder.Write("b.txt", "b");

        Assert.Equal(["a.txt: its directory does not exist; make it, or choose another path", "b.txt likewise"], folder.Problems);
    }

    [Fact]
    public void Prune_OldestFoldersGo_AndOnlyOurs()
    {
        var settings = Settings with { MaxSize = 1 << 20 };
        var other = Directory.CreateDirectory(Path.Combine(settings.Directory, "mine")).FullName;
        File.WriteAllBytes(Path.Combine(other, "x"), new byte[2 << 20]);
        EvidenceFolder last = null!;
        for (var i = 0; i < 8; i++)
        {
            last = EvidenceFolder.Create(settings, "my-engine.1", 3, "did-not-stop", DateTimeOffset.UnixEpoch.AddMinutes(i));
            last.Write("a.txt", new byte[200_000]);
        }

        last.Prune(DateTimeOffset.UnixEpoch.AddHours(1));

        Assert.Empty(last.Problems);
        Assert.Equal(
            ["mine", "my-engine.1-19700101T000300000Z-3-did-not-stop", "my-engine.1-19700101T000400000Z-3-did-not-stop", "my-engine.1-19700101T000500000Z-3-did-not-stop", "my-engine.1-19700101T000600000Z-3-did-not-stop", "my-engine.1-19700101T000700000Z-3-did-not-stop"],
            Directory.EnumerateDirectories(settings.Directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Prune_FoldersTooOld_Go()
    {
        var settings = Settings with { MaxAge = TimeSpan.FromDays(1) };
        EvidenceFolder.Create(settings, "e", 1, "hung", DateTimeOffset.UnixEpoch);
        var last = EvidenceFolder.Create(settings, "e", 2, "hung", DateTimeOffset.UnixEpoch.AddDays(2));

        last.Prune(DateTimeOffset.UnixEpoch.AddDays(2));

        Assert.Equal(last.Path, Assert.Single(Directory.EnumerateDirectories(settings.Directory)));
    }
}
