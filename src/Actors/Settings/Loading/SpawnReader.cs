using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads what a process is started with. Users and files are looked up at each start, so here only their form is checked.</summary>
internal static class SpawnReader
{
    private const string Inherit = "inherit";

    public static (StdinMode Mode, string? File) Stdin(Section section, InstanceText instance)
    {
        // null is both HOCON's literal and the word that a variable can carry.
        if (section.TryFind("stdin", out var value, out _) && value.IsNull)
            return (StdinMode.Null, null);
        var text = section.Text("stdin");
        if (!text.Valid || text.Value == "null")
            return (StdinMode.Null, null);
        if (text.Value == "pipe")
            return (StdinMode.Pipe, null);
        if (text.Value.StartsWith('/') && PathProblem(text.Value) is null)
            return (StdinMode.File, instance.Apply(text.Value));
        section.Error(text.Place, $"expected null, pipe or the absolute path of a file, found {Section.Quote(text.Value)}");
        return (StdinMode.Null, null);
    }

    public static RunAsSettings RunAs(Section section)
    {
        var groups = section.TryFind("supplementary-groups", out var value, out _) && value is Hocon.HoconScalar { IsNull: false, Text: "user" }
            ? (ImmutableArray<string>?)null
            : TextListReader.Read(section, "supplementary-groups", "groups, or user for those of the user", new InstanceText(0), GroupProblem);
        var runAs = new RunAsSettings { User = Account(section, "user"), Group = Account(section, "group"), SupplementaryGroups = groups };
        section.Done();
        return runAs;
    }

    public static int? Umask(Section section)
    {
        var text = section.Text("umask");
        if (!text.Valid || text.Value == Inherit)
            return null;
        if (text.Value.Length is > 0 and <= 4 && text.Value.All(c => c is >= '0' and <= '7') && Convert.ToInt32(text.Value, 8) is var mask and <= 0x1ff)
            return mask;
        section.Error(text.Place, $"expected an octal mask from 0 to 777, or inherit, found {Section.Quote(text.Value)}");
        return null;
    }

    public static int? NumberOrInherit(Section section, string key, int min, int max)
    {
        var text = section.Text(key);
        if (!text.Valid || text.Value == Inherit)
            return null;
        if (int.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        section.Error(text.Place, string.Create(CultureInfo.InvariantCulture, $"expected a whole number from {min} to {max}, or inherit, found {Section.Quote(text.Value)}"));
        return null;
    }

    public static ImmutableArray<int>? CpuAffinity(Section section)
    {
        var text = section.Text("cpu-affinity");
        if (!text.Valid || text.Value == Inherit)
            return null;
        if (CpuList.TryParse(text.Value, out var processors))
            return [.. processors];
        section.Error(text.Place, $"expected processors such as \"0-3,8\", or inherit, found {Section.Quote(text.Value)}");
        return null;
    }

    public static int? ParentDeathSignal(Section section)
    {
        var text = section.Text("parent-death-signal");
        if (!text.Valid || text.Value == "none")
            return null;
        if (Signals.TryParse(text.Value, out var signal))
            return signal;
        section.Error(text.Place, $"expected a signal by name or number, or none, found {Section.Quote(text.Value)}");
        return null;
    }

    public static string? PathProblem(string path) =>
        path.Length == 0 ? "the path is empty"
        : path.Contains('\0', StringComparison.Ordinal) ? "a path cannot contain a NUL character"
        : null;

    /// <summary>What is wrong with the path of a unix socket, or with its abstract name behind an @; null where nothing is.</summary>
    public static string? SocketProblem(string path)
    {
        // sockaddr_un has 108 bytes, and the last one of a path is NUL, as is the first one of a name.
        const int Longest = 107;
        var bytes = Encoding.UTF8.GetByteCount(path) - (path.StartsWith('@') ? 1 : 0);
        return PathProblem(path) ?? (bytes <= Longest
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the path of a unix socket has at most {Longest} bytes, and this one has {bytes}; choose a shorter one"));
    }

    public static string? PatternProblem(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return pattern.Length == 0 ? "the regular expression is empty, and would match every process" : null;
        }
        catch (ArgumentException error)
        {
            return $"{Section.Quote(pattern)} is not a regular expression: {error.Message}";
        }
    }

    private static string? GroupProblem(string name) => IsAccount(name) ? null : $"{Section.Quote(name)} cannot name a group";

    private static string? Account(Section section, string key)
    {
        var text = section.Text(key);
        if (!text.Valid || text.Value.Length == 0)
            return null;
        var names = key == "user" ? text.Value.Split(':') : [text.Value];
        if (names.Length <= 2 && names.All(IsAccount))
            return text.Value;
        section.Error(text.Place, $"{Section.Quote(text.Value)} cannot name a {key}{(key == "user" ? "; expected NAME, UID, NAME:GROUP or UID:GID" : "; expected a name or gid")}");
        return null;
    }

    private static bool IsAccount(string name) =>
        name.Length > 0 && name[0] != '-' && name.All(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && c is not (':' or '/' or ','));
}
