namespace Supervision.Hocon;

/// <summary>Loads included sources.</summary>
public interface IHoconIncluder
{
    /// <summary>Loads one source.</summary>
    /// <param name="name">What stands between the quotes.</param>
    /// <param name="kind">Empty for the plain form, else <c>file</c>, <c>package</c>, <c>classpath</c> or <c>url</c>.</param>
    /// <param name="baseDirectory">Folder of the including source; null where it has none.</param>
    /// <returns>Name for origins, text, and folder of the source; null where there is none of that name.</returns>
    /// <exception cref="IOException">It exists but cannot be read.</exception>
    (string SourceName, string Text, string? BaseDirectory)? Load(string name, string kind, string? baseDirectory);
}
