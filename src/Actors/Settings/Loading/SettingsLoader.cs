using System.Reflection;
using Supervision.Actors.Settings.Loading;
using Supervision.Hocon;

namespace Supervision.Actors.Settings;

/// <summary>
/// Turns configuration into validated settings. Mistakes of the user are results, never exceptions, and all of them are found at once.
/// </summary>
public static class SettingsLoader
{
    /// <summary>The source's name in origins that point into the built-in defaults.</summary>
    internal const string ReferenceName = "builtin:reference.conf";

    private const string EnvironmentName = "builtin:environment.conf";

    private static Lazy<HoconDocument>? _ahead;

    /// <summary>The built-in <c>reference.conf</c>: every setting with its default and a comment.</summary>
    public static string ReferenceText { get; } = Resource("reference.conf");

    /// <summary>The built-in <c>environment.conf</c>: which variable of the container form sets which setting.</summary>
    public static string EnvironmentText { get; } = Resource("environment.conf");

    /// <summary>Loads the settings of a daemon that is configured by files.</summary>
    /// <param name="sources">Files, environment and overrides.</param>
    /// <returns>The settings, or all errors.</returns>
    public static SettingsResult Load(SettingsSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return new LayeredSources(sources).Load(command: null);
    }

    /// <summary>
    /// Loads the settings for one bare command (<c>supervision -- CMD</c>, <c>LAUNCH_COMMAND</c>): a single engine, named after the
    /// program's file name, with the defaults, the variables of <see cref="EnvironmentText"/> and the overrides.
    /// Files, if any, are loaded as well.
    /// </summary>
    /// <param name="command">Program and arguments, taken as they are.</param>
    /// <param name="sources">Files, environment and overrides.</param>
    /// <returns>The settings, or all errors; an empty command is one.</returns>
    public static SettingsResult FromCommand(IReadOnlyList<string> command, SettingsSources sources)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(sources);
        return new LayeredSources(sources).Load(command);
    }

    /// <summary>The name that a bare command's engine gets: that of its program, with other characters than names have replaced.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <returns>A name; <c>engine</c> where nothing of the program's is left.</returns>
    public static string NameOf(IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Names.FromProgram(command.Count > 0 ? command[0] : "");
    }

    /// <summary>Parses the reference on another processor for the next load.</summary>
    internal static void ReadAhead()
    {
        var ahead = new Lazy<HoconDocument>(ParseReference);
        Volatile.Write(ref _ahead, ahead);
        ThreadPool.UnsafeQueueUserWorkItem(static document => _ = document.Value, ahead, preferLocal: false);
    }

    internal static HoconDocument ReferenceDocument() => Interlocked.Exchange(ref _ahead, null)?.Value ?? ParseReference();

    private static HoconDocument ParseReference() => HoconDocument.Parse(ReferenceText, new HoconOptions { SourceName = ReferenceName });

    internal static HoconDocument EnvironmentDocument() =>
        HoconDocument.Parse(EnvironmentText, new HoconOptions { SourceName = EnvironmentName });

    internal static SourceLines BuiltInLines()
    {
        var lines = new SourceLines();
        lines.Register(ReferenceName, ReferenceText);
        lines.Register(EnvironmentName, EnvironmentText);
        return lines;
    }

    internal static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly lacks its resource '{name}'");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
