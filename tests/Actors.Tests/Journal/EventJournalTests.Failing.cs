// A file that does not work: what is told of it, and what the next image of the program gets.
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Journal;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;

namespace Supervision.Actors.Tests.Journal;

public sealed partial class EventJournalTests
{
    /// <summary>A disk that stays full for long: two events tell of it, and between them nothing.</summary>
    [NeedsMountFact]
    public void DiskThatIsFull_IsToldOnceWhenItFailsAndOnceWhenItWorksAgain()
    {
        using var mount = new TemporaryMount(_folder, "size=256k");
        using var journal = new EventJournal(Settings, _time, value => _published.Add(value));
        Group(journal, "a");
        File.WriteAllBytes(Path.Combine(_folder, "ballast"), new byte[244 * 1024]);
        var fillers = 0;
        while (_published.Count == 0)
        {
            Group(journal, $"filler {++fillers}");
        }

        // Half an hour of events, and at times there is room for one record.
        for (var i = 0; i < 600; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            Group(journal, "lost");
            if (i == 300)
            {
                File.WriteAllBytes(Path.Combine(_folder, "ballast"), new byte[240 * 1024]);
            }
        }

        Assert.Contains("No space left", Assert.IsType<JournalFailed>(Assert.Single(_published)).Reason, StringComparison.Ordinal);
        Assert.Single(Names(journal.Read()), "journal-opened");

        File.Delete(Path.Combine(_folder, "ballast"));
        _time.Advance(TimeSpan.FromMinutes(6));
        Group(journal, "found");

        Assert.Equal(601, Assert.IsType<JournalRecovered>(_published[1]).Lost);
        Assert.Equal(["journal-opened", "found"], Names(journal.Read(most: 2)));
        Assert.Equal(journal.Read().Select((_, i) => i + 1L), journal.Read().Select(entry => entry.Number));
        var (names, reading) = Read(File_);
        Assert.Equal(["journal-opened", "a", .. Enumerable.Range(1, fillers - 1).Select(i => $"filler {i}"), "journal-opened", "found"], names);
        Assert.Equal(0, reading.Damaged);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FileThatWasDeleted_IsMadeAnew(bool withFolder)
    {
        using var journal = Open();
        Group(journal, "a");
        if (withFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
        else
        {
            File.Delete(File_);
        }

        Group(journal, "b");

        Assert.Equal(["journal-opened", "b"], Read(File_).Names);
        Assert.Equal([1, 2, 3, 4], journal.Read().Select(entry => entry.Number));
        Assert.Empty(_published);
    }

    [Fact]
    public void FileThatFails_IsTriedEverMoreRarely()
    {
        Directory.CreateDirectory(File_);
        using var journal = Open();
        var tries = 0;
        for (var second = 0; second <= 3600; second++)
        {
            // Whoever tries makes the lock anew.
            Group(journal, "a");
            tries += File.Exists(File_ + ".lock") ? 1 : 0;
            File.Delete(File_ + ".lock");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Single(_published);
        // After 0, 5, 15, 35, 75, 155 and 315 s, then every five minutes.
        Assert.Equal(17, tries);
    }

    [Fact]
    public void Handover_OfAFileThatFails_TakesHistoryNumbersAndLossesAlong()
    {
        Directory.CreateDirectory(File_);
        HandedTree state;
        using (var first = Open())
        {
            Group(first, "a");
            Group(first, "b");
            state = HandOver(first);
        }

        HandedTree again;
        using (var second = Open())
        {
            second.Restore(state);
            Group(second, "c");
            Assert.Equal(["a", "b", "c"], Names(second.Read()));
            Assert.Equal([1, 2, 3], second.Read().Select(entry => entry.Number));
            Assert.Equal(["b", "c"], Heard(second, after: 1));
            again = HandOver(second);
        }

        // The second one knew that it was told.
        Assert.IsType<JournalFailed>(Assert.Single(_published));
        Directory.Delete(File_);
        using var third = Open();
        third.Restore(again);
        Group(third, "d");
        Assert.Equal(["a", "b", "c", "journal-opened", "d"], Names(third.Read()));
        Assert.Equal([1, 2, 3, 4, 5], third.Read().Select(entry => entry.Number));
        Assert.Equal(3, Assert.IsType<JournalRecovered>(_published[1]).Lost);
    }

    [Fact]
    public void Handover_OfAFileThatWorks_GoesOnWithTheFile()
    {
        HandedTree state;
        using (var first = Open())
        {
            for (var i = 0; i < 1500; i++)
            {
                Group(first, "a");
            }

            state = HandOver(first);
        }

        Assert.Equal(1000, state.Journal.Count);
        using var second = Open();
        second.Restore(state);
        Group(second, "b");
        Assert.Equal(1503, second.Read().Count);
        Assert.Equal(Enumerable.Range(1, 1503).Select(i => (long)i), second.Read().Select(entry => entry.Number));
        Assert.Empty(_published);
    }

    [Fact]
    public void Handover_ToOneThatCannotOpenTheFile_KeepsTheLastEventsAndTheNumbers()
    {
        HandedTree state;
        using (var first = Open())
        {
            Group(first, "a");
            state = HandOver(first);
        }

        var taken = Directory.CreateDirectory(Path.Combine(_folder, "taken")).FullName;
        using var second = Open(Settings with { Path = taken });
        second.Restore(state);
        Group(second, "b");

        Assert.Equal(["journal-opened", "a", "b"], Names(second.Read()));
        Assert.Equal([1, 2, 3], second.Read().Select(entry => entry.Number));
    }

    [Fact]
    public void Handover_AfterALoss_KeepsInMemoryWhatTheFileLacks()
    {
        Directory.CreateDirectory(File_);
        HandedTree state;
        using (var first = Open())
        {
            Group(first, "lost");
            Directory.Delete(File_);
            _time.Advance(TimeSpan.FromSeconds(6));
            Group(first, "a");
            state = HandOver(first);
        }

        using var second = Open();
        second.Restore(state);
        Group(second, "b");

        Assert.Equal(["lost", "journal-opened", "a", "journal-opened", "b"], Names(second.Read()));
        Assert.Equal([1, 2, 3, 4, 5], second.Read().Select(entry => entry.Number));
    }

    private static HandedTree HandOver(EventJournal journal)
    {
        var state = new TreeState(journal.HandOver(new HandedTree { Settings = new SupervisionSettings { Groups = [] }, Groups = [] }));
        return TreeState.TryRead(state.Write(), out _)!.Tree;
    }

    private static List<string> Heard(EventJournal journal, long after)
    {
        using var subscription = journal.Subscribe(after);
        var heard = new List<JournalEntry>();
        for (var news = subscription.ReadAsync(); news.IsCompleted && news.Result is JournalNews.Happened happened; news = subscription.ReadAsync())
        {
            heard.Add(happened.Entry);
        }

        return [.. Names(heard)];
    }
}
