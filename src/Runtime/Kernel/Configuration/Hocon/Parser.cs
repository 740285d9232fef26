using System.Globalization;
using Supervision.Hocon;

namespace Supervision.Configuration.Hocon;

/// <summary>Parses text whose includes a function supplies. Without such a function, <see cref="ConfigurationFactory"/> is enough.</summary>
public static class Parser
{
    /// <summary>Parses.</summary>
    /// <param name="text">HOCON.</param>
    /// <param name="includeCallback">Gives what is included under a name; null where nothing is included.</param>
    /// <exception cref="ConfigurationException">The text is malformed; the message lists them with their places.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot?>? includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var options = new HoconOptions { Includer = new CallbackIncluder(includeCallback) };
            return new(text, includeCallback, HoconDocument.Parse(text, options));
        }
        catch (HoconException error)
        {
            throw new ConfigurationException(error.Message, error);
        }
    }

    // What is included may include by a function of its own: each included text gets a base of its own, by which its function is found.
    private sealed class CallbackIncluder(Func<string, HoconRoot?>? outermost) : IHoconIncluder
    {
        private readonly List<Func<string, HoconRoot?>?> _callbacks = [];

        public (string SourceName, string Text, string? BaseDirectory)? Load(string name, string kind, string? baseDirectory)
        {
            var callback = int.TryParse(baseDirectory, NumberStyles.None, CultureInfo.InvariantCulture, out var own) ? _callbacks[own] : outermost;
            if (callback?.Invoke(name) is not { } root)
                return null;
            _callbacks.Add(root.Include);
            return (name, root.Text, (_callbacks.Count - 1).ToString(CultureInfo.InvariantCulture));
        }
    }
}
