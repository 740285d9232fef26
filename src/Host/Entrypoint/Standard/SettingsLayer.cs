using Supervision.Hocon;

namespace Supervision.Entrypoint.Standard;

/// <summary>Gathers settings that variables wrote; each knows its variable.</summary>
internal sealed class SettingsLayer
{
    public HoconObject Root { get; private set; } = HoconObject.Empty;

    /// <summary>Sets one text.</summary>
    /// <param name="variable">Who wrote it; null for the form's own rules.</param>
    /// <param name="value">The value.</param>
    /// <param name="path">The setting's path, element by element.</param>
    public void Set(string? variable, string value, params IReadOnlyList<string> path) => Put(Text(variable, value), path);

    /// <summary>Sets a list of texts.</summary>
    public void Set(string? variable, IEnumerable<string> values, params IReadOnlyList<string> path) =>
        Put(new HoconArray([.. values.Select(value => Text(variable, value))], Origin(variable)), path);

    private void Put(HoconValue value, IReadOnlyList<string> path)
    {
        for (int i = path.Count - 1; i >= 0; i--)
            value = HoconObject.Of(path[i], value);
        Root = ((HoconObject)value).WithFallback(Root);
    }

    private static HoconScalar Text(string? variable, string value) => new(HoconScalarKind.String, value, Origin(variable));

    private static HoconOrigin Origin(string? variable) => new(variable is null ? "command line" : $"environment variable {variable}", 0, 0);
}
