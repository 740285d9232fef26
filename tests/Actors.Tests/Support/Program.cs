using System.Globalization;
using Supervision.Actors.Events;
using Supervision.Actors.Journal;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Support;

/// <summary>This assembly as a program: <c>dotnet exec Supervision.Actors.Tests.dll ROLE</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => arguments switch
    {
        ["journal-writer", var path] => WriteJournal(path),
        _ => 64,
    };

    /// <summary>Appends until it is killed, and tells each event that is acknowledged.</summary>
    private static int WriteJournal(string path)
    {
        using var journal = new EventJournal(new JournalSettings { Path = path, Flush = JournalFlush.Never }, TimeProvider.System, _ => { });
        for (var i = 1L; ; i++)
        {
            journal.Append(new GroupAdded("written") { Sequence = i });
            Console.Out.WriteLine(journal.Acknowledged.ToString(CultureInfo.InvariantCulture));
        }
    }
}
