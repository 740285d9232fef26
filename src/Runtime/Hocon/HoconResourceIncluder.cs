using System.Reflection;

namespace Supervision.Hocon;

/// <summary>
/// Includes what an assembly embeds: <c>package("name")</c> and <c>classpath("name")</c> by logical name, and plain names that the next
/// includer does not find.
/// </summary>
/// <param name="assembly">The assembly that embeds the resources.</param>
/// <param name="next">Asked first for everything else; null for files.</param>
public sealed class HoconResourceIncluder(Assembly assembly, IHoconIncluder? next = null) : IHoconIncluder
{
    private readonly IHoconIncluder _next = next ?? HoconFileIncluder.Instance;

    /// <inheritdoc/>
    public (string SourceName, string Text, string? BaseDirectory)? Load(string name, string kind, string? baseDirectory)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (kind is not ("package" or "classpath") && _next.Load(name, kind, baseDirectory) is { } found)
            return found;
        if (kind is "file" or "url")
            return null;
        var resource = name.TrimStart('/');
        using var stream = assembly.GetManifestResourceStream(resource);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return ($"{assembly.GetName().Name}/{resource}", reader.ReadToEnd(), null);
    }
}
