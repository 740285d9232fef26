namespace Supervision.Hocon;

/// <summary>How text is parsed and resolved. The limits protect against hostile input.</summary>
public sealed record HoconOptions
{
    /// <summary>Name of the source for origins. Default <c>text</c>, or the file's path.</summary>
    public string? SourceName { get; init; }

    /// <summary>Folder that relative includes start from. Default the including file's folder, else the current one.</summary>
    public string? BaseDirectory { get; init; }

    /// <summary>Looks variables up for substitutions that no key satisfies. Default the process environment.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Loads what <c>include</c> names. Default files.</summary>
    public IHoconIncluder Includer { get; init; } = HoconFileIncluder.Instance;

    /// <summary>How deep objects and arrays may nest. Default 200.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>How many characters one source may have. Default 64 Mi.</summary>
    public int MaxSize { get; init; } = 64 << 20;

    /// <summary>How many includes one document may follow. Default 200.</summary>
    public int MaxIncludes { get; init; } = 200;

    /// <summary>How many values resolving may produce in total; substitutions can multiply. Default 5 million.</summary>
    public int MaxValues { get; init; } = 5_000_000;
}
