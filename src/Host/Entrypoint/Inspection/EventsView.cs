using System.Globalization;
using System.Text;
using Supervision.Actors.Journal;
using Supervision.Actors.Messages;

namespace Supervision.Entrypoint.Inspection;

/// <summary>What <c>events</c> prints.</summary>
internal static class EventsView
{
    private const int Batch = 64 * 1024;

    /// <summary>Prints files; returns the exit code.</summary>
    public static int Show(IReadOnlyList<string> files, bool json, Inspector inspector, Action<string> complain)
    {
        var code = ExitCodes.Stopped;
        foreach (string file in files)
        {
            var text = new StringBuilder();
            void Print()
            {
                code = inspector.Print(text.ToString(), code);
                text.Clear();
            }

            try
            {
                JournalReading reading = JournalReading.Read(file, entry =>
                {
                    if (!inspector.CanPrint)
                        return;
                    text.Append(json ? entry.Json : JournalText.Line(entry.Json)).Append('\n');
                    if (text.Length > Batch)
                        Print();
                });
                if (inspector.CanPrint)
                    Print();
                if (!inspector.CanPrint)
                    return code;
                if (!reading.IsJournal)
                {
                    complain($"{file} is no journal");
                    code = ExitCodes.Usage;
                }
                else if (reading.Damaged > 0)
                    complain($"{file}: damaged records: {reading.Damaged.ToString(CultureInfo.InvariantCulture)}");
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                complain($"{file}: {FileProblem.Of(problem, file)}");
                code = ExitCodes.Usage;
            }
        }

        return code;
    }
}
