using System.Collections.Immutable;
using Supervision.Hocon;
using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

internal static class EvidenceReader
{
    public static EvidenceSettings Read(Section section, InstanceText instance)
    {
        var directory = section.Text("directory");
        if (directory.Valid && directory.Value.Length > 0 && !directory.Value.StartsWith('/'))
            section.Error(directory.Place, $"expected an absolute path, or an empty text for none, found {Section.Quote(directory.Value)}");
        var settings = new EvidenceSettings
        {
            Directory = instance.Apply(directory.Value ?? ""),
            MaxSize = section.Bytes("max-size", 1024 * 1024, 1L << 50),
            MaxAge = section.Duration("max-age", TimeSpan.FromMinutes(1), Limits.LongestWindow, "kept for ever"),
            Timeout = section.Duration("timeout", Limits.ShortestPeriod, Limits.LongestWait),
            Signal = Signal(section),
            Commands = Commands(section, instance),
        };
        section.Done();
        return settings;
    }

    private static int? Signal(Section section)
    {
        var text = section.Text("signal");
        if (!text.Valid || text.Value == "none")
            return null;
        if (Signals.TryParse(text.Value, out var signal) && signal is not (Signals.Kill or Signals.Stop))
            return signal;
        section.Error(text.Place, $"expected a signal that a program can answer, such as USR1 or ABRT, or none, found {Section.Quote(text.Value)}");
        return null;
    }

    private static ImmutableArray<ImmutableArray<string>> Commands(Section section, InstanceText instance)
    {
        if (!section.TryFind("commands", out var value, out var place))
            return [];
        if (value is not HoconArray list)
        {
            section.Error(place, $"expected a list of commands, found {Section.Describe(value)}");
            return [];
        }

        var commands = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var item in list)
        {
            var command = CommandReader.Read(section, item, place with { Origin = item.Origin }, instance);
            if (!command.IsEmpty)
                commands.Add(command);
        }

        return commands.ToImmutable();
    }
}
