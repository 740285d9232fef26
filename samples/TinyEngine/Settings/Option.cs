namespace TinyEngine.Settings;

/// <summary>One flag. <see cref="Value"/> names its value in the help; null makes it a switch. Apply throws FormatException for a bad value.</summary>
internal sealed record Option(string Name, string? Value, string Help, Func<EngineSettings, string, EngineSettings> Apply)
{
    public string Flag => "--" + Name;

    public string Variable => "TINY_ENGINE_" + Name.ToUpperInvariant().Replace('-', '_');
}
