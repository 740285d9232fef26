using System.Globalization;
using TinyEngine.Settings;

namespace TinyEngine.Faults;

/// <summary><c>KIND[:ARG]@WHEN</c>. ARG may hold ':' and '@': KIND ends at the first colon, WHEN starts after the last '@'.</summary>
internal static class FaultParser
{
    public static FaultSpec Parse(string text)
    {
        int at = text.LastIndexOf('@');
        if (at < 0)
            throw new FormatException($"'{text}' has no '@WHEN'");
        string what = text[..at];
        int colon = what.IndexOf(':');
        return Parse(colon < 0 ? what : what[..colon], colon < 0 ? null : what[(colon + 1)..], text[(at + 1)..]);
    }

    public static FaultSpec Parse(string kind, string? argument, string when)
    {
        string text = argument is null ? $"{kind}@{when}" : $"{kind}:{argument}@{when}";
        FaultKind known = FaultKinds.All.FirstOrDefault(k => k.Name == kind)
            ?? throw new FormatException($"'{kind}' is no kind of fault; kinds are {string.Join(", ", FaultKinds.All.Select(k => k.Name))}");
        try
        {
            return new FaultSpec(text, known.Parse(argument), Moment(when));
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{text}': {e.Message}", e);
        }
    }

    private static FaultMoment Moment(string when)
    {
        if (when == "ready")
            return new FaultMoment.AfterReady(TimeSpan.Zero);
        if (when.StartsWith("ready+", StringComparison.Ordinal))
            return new FaultMoment.AfterReady(Durations.Parse(when["ready+".Length..]));
        if (when.StartsWith("request:", StringComparison.Ordinal))
        {
            return int.TryParse(when.AsSpan("request:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
                ? new FaultMoment.AtRequest(number)
                : throw new FormatException("request:N counts from 1");
        }

        return Durations.TryParse(when, out TimeSpan delay)
            ? new FaultMoment.AfterStart(delay)
            : throw new FormatException($"'{when}' is no moment: a time after the start, ready, ready+TIME or request:N");
    }
}
