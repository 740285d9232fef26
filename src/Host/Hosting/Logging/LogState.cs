using System.Collections;

namespace Supervision.Hosting;

/// <summary>A log entry with its fields, as structured loggers take it.</summary>
/// <param name="text">The text.</param>
/// <param name="template">What the text was made of; one for each kind of entry.</param>
/// <param name="fields">The fields.</param>
internal sealed class LogState(string text, string template, KeyValuePair<string, object?>[] fields) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public static Func<LogState, Exception?, string> Formatter { get; } = static (state, _) => state.ToString();

    public int Count => fields.Length + 1;

    // The template is the last one, where everybody looks for it.
    public KeyValuePair<string, object?> this[int index] => index == fields.Length ? new("{OriginalFormat}", template) : fields[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    public override string ToString() => text;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
