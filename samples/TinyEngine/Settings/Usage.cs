using System.Text;
using TinyEngine.Faults;

namespace TinyEngine.Settings;

/// <summary>The help text, made from the same tables that the parsers use.</summary>
internal static class Usage
{
    public static string Text()
    {
        var text = new StringBuilder();
        text.Append("tiny-engine: a small model server that fails on request\n\nUsage: tiny-engine [flags]\n\n");
        foreach (Option option in Options.All)
            Row(text, $"{option.Flag} {option.Value}".TrimEnd(), option.Help);
        text.Append("\nEvery flag can also be given by environment: TINY_ENGINE_ and its name in capitals, such as TINY_ENGINE_LOAD_TIME=3s;\n");
        text.Append("repeated values are separated by ';'. Flags win. TIME is 250ms, 3s, 2m or 1h; a bare number means seconds.\n");
        text.Append("\nFaults, KIND[:ARG]@WHEN, where WHEN is TIME after the start, 'ready' or 'ready+TIME', or 'request:N':\n\n");
        foreach (FaultKind kind in FaultKinds.All)
            Row(text, kind.Argument is null ? kind.Name : $"{kind.Name}{kind.Argument}", kind.Help);
        text.Append("\nExit codes: 0 stopped as asked, 1 failed (for example: address already in use), 2 bad flags,\n");
        text.Append("128 + signal when a second signal cut the drain short.\n");
        return text.ToString();
    }

    private static void Row(StringBuilder text, string left, string right) =>
        text.Append("  ").Append(left.PadRight(32)).Append(' ').Append(right).Append('\n');
}
