using Supervision.Hocon;

namespace Supervision.Configuration.Hocon;

/// <summary>A parsed text, as include callbacks give it.</summary>
public sealed class HoconRoot
{
    internal HoconRoot(string text, Func<string, HoconRoot?>? include, HoconDocument document)
    {
        Text = text;
        Include = include;
        Document = document;
    }

    /// <summary>The values, substitutions resolved.</summary>
    /// <exception cref="HoconException">Substitutions are undefined or refer to themselves.</exception>
    public HoconValue Value => Document.Resolve();

    internal string Text { get; }

    internal Func<string, HoconRoot?>? Include { get; }

    internal HoconDocument Document { get; }
}
