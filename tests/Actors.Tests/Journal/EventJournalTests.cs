using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Journal;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Journal;

public sealed partial class EventJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;
    private readonly List<SupervisionEvent> _published = [];
    private readonly ManualTime _time = new();
    private long _sequence;

    private string File_ => Path.Combine(_folder, "journal");

    private JournalSettings Settings => new() { Path = File_, Flush = JournalFlush.Always };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private EventJournal Open(JournalSettings? settings = null) => new(settings ?? Settings, _time, _published.Add);

    private T Add<T>(EventJournal journal, T value) where T : SupervisionEvent
    {
        value.Sequence = ++_sequence;
        value.Timestamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        journal.Append(value);
        return value;
    }

    private GroupAdded Group(EventJournal journal, string name) => Add(journal, new GroupAdded(name));

    private static IEnumerable<string> Names(IEnumerable<JournalEntry> entries) => entries
        .Select(entry => JsonDocument.Parse(entry.Json).RootElement)
        .Select(json => json.TryGetProperty("group", out var group) ? group.GetString()! : json.GetProperty("event").GetString()!);

    private string Recorded() => string.Join(' ', Read(File_).Names);

    private static (List<string> Names, JournalReading Reading) Read(string path)
    {
        var entries = new List<JournalEntry>();
        var reading = JournalReading.Read(path, entries.Add);
        return ([.. Names(entries)], reading);
    }

    [Fact]
    public void Append_Event_IsReadableJsonInTheFile()
    {
        using (var journal = Open())
        {
            Add(journal, new EngineExited(
                "vllm", "serving", 7, 2, EngineState.Running, ExitStatus.FromCode(3), new EngineFailure(FailureKind.CudaPoisoned, "a <b> 'c' ü", ExitStatus.FromCode(3), ["last \"words\""])));
            Assert.Equal(1, journal.Acknowledged);
        }

        var line = File.ReadAllLines(File_)[^1];
        var json = JsonDocument.Parse(line[9..]).RootElement;
        Assert.Equal((2, "engine-exited", 1), (json.GetProperty("number").GetInt64(), json.GetProperty("event").GetString(), json.GetProperty("sequence").GetInt64()));
        Assert.Equal("cuda-poisoned", json.GetProperty("failure").GetProperty("kind").GetString());
        Assert.Contains("\"message\":\"a <b> 'c' ü\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AgainAfterAnEnd_GoesOnWithNumbersAndHistory()
    {
        using (var first = Open())
        {
            Group(first, "a");
        }

        using var second = Open();
        Group(second, "b");

        Assert.Equal(["journal-opened", "a", "journal-opened", "b"], Names(second.Read()));
        Assert.Equal([1, 2, 3, 4], second.Read().Select(entry => entry.Number));
        Assert.Equal(["b"], Names(second.Read(after: 3)));
        Assert.Equal(["journal-opened", "b"], Names(second.Read(most: 2)));
    }

    /// <summary>Whatever is left of the last record, and whatever stands behind it, the records before it are found and new ones can follow.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(40)]
    public void Open_TornRecord_IsCutOff(int left)
    {
        using (var first = Open())
        {
            Group(first, "a");
            Group(first, "torn");
        }

        var bytes = File.ReadAllBytes(File_);
        var begin = Encoding.UTF8.GetString(bytes).TrimEnd('\n').LastIndexOf('\n') + 1;
        File.WriteAllBytes(File_, bytes[..(begin + left)]);
        using (var second = Open())
        {
            Group(second, "b");
        }

        Assert.Equal("journal-opened a journal-opened b", Recorded());
        Assert.Equal(0, Read(File_).Reading.Damaged);
        Assert.Contains($"\"cut\":{left}", File.ReadAllText(File_), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ZerosAtTheEnd_AreCutOff()
    {
        using (var first = Open())
        {
            Group(first, "a");
        }

        using (var file = File.Open(File_, FileMode.Append))
        {
            file.Write(new byte[300_000]);
        }

        using var second = Open();
        Group(second, "b");

        Assert.Equal("journal-opened a journal-opened b", Recorded());
    }

    [Fact]
    public void Open_DamagedRecordInTheMiddle_CostsNoOther()
    {
        using (var first = Open())
        {
            Group(first, "a");
            Group(first, "damaged");
            Group(first, "c");
        }

        File.WriteAllText(File_, File.ReadAllText(File_).Replace("\"damaged\"}", "\"demaged\"}", StringComparison.Ordinal).Replace("group\":\"damaged", "group\":\"demaged", StringComparison.Ordinal));
        using var second = Open();
        Group(second, "d");

        Assert.Equal("journal-opened a c journal-opened d", Recorded());
        Assert.Equal(1, Read(File_).Reading.Damaged);
    }

    [Fact]
    public void Open_FirstRecordDamaged_IsStillAJournal()
    {
        using (var first = Open())
        {
            Group(first, "a");
        }

        File.WriteAllText(File_, "0" + File.ReadAllText(File_));
        using var second = Open();
        Group(second, "b");

        Assert.Equal("a journal-opened b", Recorded());
    }

    [Theory]
    [InlineData("root:x:0:0:root:/root:/bin/bash\n")]
    [InlineData("not a journal")]
    public void Open_SomebodyElsesFile_IsLeftAsItIs(string content)
    {
        File.WriteAllText(File_, content);
        using var journal = Open();
        Group(journal, "a");

        Assert.Equal(content, File.ReadAllText(File_));
        Assert.Contains("it is no journal", Assert.IsType<JournalFailed>(Assert.Single(_published)).Reason, StringComparison.Ordinal);
        Assert.Equal(["a"], Names(journal.Read()));
        Assert.Equal(0, journal.Acknowledged);
    }

    [Fact]
    public void Open_TwoDaemonsOnOneFile_TheSecondIsRefused()
    {
        using var first = Open();
        Group(first, "a");
        using var second = Open();
        Group(second, "b");

        Assert.IsType<JournalFailed>(Assert.Single(_published));
        Assert.Equal("journal-opened a", Recorded());
    }

    [Fact]
    public void File_ThatWorksAgain_IsToldWithWhatWasLost()
    {
        Directory.CreateDirectory(File_);
        using var journal = Open();
        Group(journal, "a");
        Group(journal, "b");
        Directory.Delete(File_);
        Group(journal, "c");
        _time.Advance(TimeSpan.FromSeconds(6));
        Group(journal, "d");

        Assert.Equal([typeof(JournalFailed), typeof(JournalRecovered)], _published.Select(one => one.GetType()));
        Assert.Equal(3, ((JournalRecovered)_published[1]).Lost);
        Assert.Equal("journal-opened d", Recorded());
        Assert.Equal(["a", "b", "c", "journal-opened", "d"], Names(journal.Read()));
    }

    [Fact]
    public void File_Full_IsSetAsideAndOldOnesRemoved()
    {
        using (var journal = Open(Settings with { MaxSize = 64 * 1024, Keep = 2 }))
        {
            for (var i = 0; i < 40; i++)
            {
                Group(journal, new string((char)('a' + (i % 26)), 10_000));
            }
        }

        Assert.Equal(["journal", "journal.1", "journal.2", "journal.lock"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(_folder, "journal*"), file => Assert.InRange(new FileInfo(file).Length, 0, 64 * 1024));
        var numbers = new List<long>();
        foreach (var file in new[] { File_ + ".2", File_ + ".1", File_ })
        {
            JournalReading.Read(file, entry => numbers.Add(entry.Number));
        }

        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(i => 41L - numbers.Count + 1 + i), numbers);
        using var again = Open(Settings with { MaxSize = 64 * 1024, Keep = 2 });
        Group(again, "next");
        Assert.Equal(43, again.Read()[^1].Number);
    }

    [Fact]
    public void Memory_IsBoundedByEventsAndByBytes()
    {
        using var few = Open(new JournalSettings { Events = 3 });
        using var small = Open(new JournalSettings { Memory = 64 * 1024 });
        for (var i = 0; i < 10; i++)
        {
            Group(few, "x");
            Group(small, new string('y', 10_000));
        }

        Assert.Equal([8, 9, 10], few.Read().Select(entry => entry.Number));
        Assert.InRange(small.Read().Count, 2, 4);
        Assert.Equal(_sequence, small.Acknowledged);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Events_ThatNobodyHasAskedForYet_AreThereInOrder(int count)
    {
        using var journal = Open(new JournalSettings());
        string[] names = [.. Enumerable.Range(1, count).Select(i => $"g{i}")];
        foreach (var name in names)
        {
            Group(journal, name);
        }

        Assert.Equal((count, count), (journal.LastNumber, journal.Acknowledged));
        using var heard = journal.Subscribe(after: 1);
        Group(journal, "later");

        Assert.Equal([.. names, "later"], Names(journal.Read()));
        Assert.Equal(Enumerable.Range(1, count + 1).Select(i => (long)i), journal.Read().Select(entry => entry.Number));
        var told = new List<JournalEntry>();
        while (told.Count < count)
        {
            told.Add(Assert.IsType<JournalNews.Happened>(await heard.ReadAsync()).Entry);
        }

        Assert.Equal([.. names[1..], "later"], Names(told));
    }

    [Fact]
    public void Samples_AreKeptOnlyWhereThatIsWanted()
    {
        using var without = Open(new JournalSettings());
        using var with = Open(new JournalSettings { Samples = true });

        Add(without, new HeartbeatReceived("e", "g", 7, 1));
        Add(with, new HeartbeatReceived("e", "g", 7, 1));

        Assert.Empty(without.Read());
        Assert.Single(with.Read());
    }

    [Fact]
    public void Event_TooLong_IsKeptInShort()
    {
        using var journal = Open();
        Add(journal, new EngineFatal("e", "g", null, 1, EngineState.Backoff, new EngineFailure(FailureKind.Exited, new string('m', 400_000), null, [])));

        var json = JsonDocument.Parse(journal.Read()[^1].Json).RootElement;

        Assert.Equal(("engine-fatal", "e"), (json.GetProperty("event").GetString(), json.GetProperty("engine").GetString()));
        Assert.InRange(json.GetProperty("text").GetString()!.Length, 100, 5000);
    }

    public static TheoryData<string> Events => [.. typeof(SupervisionEvent).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(SupervisionEvent)) && !type.IsAbstract && type != typeof(EngineOutput))
        .Select(type => type.FullName!)];

    // Journals that were written by System.Text.Json are read along with those that are written now.
    [Theory]
    [MemberData(nameof(Events))]
    public void Json_OfAnEvent_IsAsEver(string name)
    {
        var type = typeof(SupervisionEvent).Assembly.GetType(name)!;
        var value = (SupervisionEvent)Filled.Of(type);
        var reference = new ReferenceJournalJson(new JsonSerializerOptions(ReferenceJournalJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        using var writer = new Utf8JsonWriter(Stream.Null);
        writer.WriteStartObject();
        Assert.True(JournalJson.TryWriteMembers(writer, value), "JournalJson does not have it in its list");
        if (reference.GetTypeInfo(type) is not { } known)
            return;
        var expected = JsonSerializer.Serialize(value, known);

        Assert.Equal($"{{\"number\":7,\"event\":\"{FailureKinds.Kebab(type.Name)}\",{expected[1..]}", JournalRecord.Json(value, 7));
    }

    [Fact(Timeout = 60_000)]
    public async Task Tree_ItsEvents_AreInTheJournalInOrder()
    {
        await using (var h = TreeHarness.Start(new SupervisionSettings
        {
            Journal = Settings,
            Groups = [new GroupSettings { Name = "default", Engines = [Shell("engine", "exit 3") with { Budget = new BudgetSettings { MaxRetries = 1 } }] }],
        }))
        {
            await h.AllAsync();
        }

        var names = Read(File_).Names;
        Assert.Equal(["journal-opened", "tree-started"], names[..2]);
        Assert.Equal("tree-stopped", names[^1]);
        var sequences = new List<long>();
        JournalReading.Read(File_, entry =>
        {
            if (JsonDocument.Parse(entry.Json).RootElement.TryGetProperty("sequence", out var sequence))
                sequences.Add(sequence.GetInt64());
        });
        Assert.Equal(sequences.Order(), sequences);
    }

    /// <summary>Whoever commands in the first moments is heard of, and so is an end that comes then.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tree_EventsBeforeTheListenersAreThere_AreInTheJournal(bool stops)
    {
        await using (var tree = SupervisionTree.Start(
            new SupervisionSettings { Journal = Settings, Groups = [new GroupSettings { Name = "default", Engines = [Shell("engine", "exit 0") with { Restart = RestartType.Temporary }] }] }))
        {
            tree.Note(new CommandGiven("somebody", "start", "engine", "done"));
            if (stops)
                tree.Stop("at once");
            await tree.Completion;
        }

        var names = Read(File_).Names;
        Assert.Equal(["journal-opened", "command-given"], names[..2]);
        Assert.Contains("tree-stopping", names);
        Assert.Equal("tree-stopped", names[^1]);
        Assert.Equal(stops ? [] : ["tree-started"], names.Where(name => name == "tree-started"));
    }

    /// <summary>What was acknowledged before KILL is there after it: a process of its own appends, tells what is acknowledged, and is killed while it goes on.</summary>
    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(5000)]
    public async Task Killed_WhileWriting_LosesNothingAcknowledged(long least)
    {
        var told = 0L;
        using var writer = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(EventJournalTests).Assembly.Location, "journal-writer", File_])
        {
            RedirectStandardOutput = true,
        })!;
        while (told < least)
        {
            told = Number(await writer.StandardOutput.ReadLineAsync());
        }

        writer.Kill();
        // What it told between the last look and its end counts as well; half a number does not.
        var rest = (await writer.StandardOutput.ReadToEndAsync()).Split('\n');
        told = rest.Length > 1 ? Number(rest[^2]) : told;
        await writer.WaitForExitAsync();

        using var journal = Open(Settings with { Events = 1_000_000, Memory = 1L << 30 });
        Group(journal, "after");

        var found = journal.Read().Select(entry => JsonDocument.Parse(entry.Json).RootElement)
            .Where(json => json.TryGetProperty("group", out var group) && group.GetString() == "written")
            .Select(json => json.GetProperty("sequence").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range(1, found.Count).Select(i => (long)i), found);
        Assert.InRange(found.Count, told, told + 1);
        Assert.Equal(0, Read(File_).Reading.Damaged);
    }

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);
}
