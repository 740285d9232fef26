using System.Text;
using Supervision.Hocon.Parsing;
using Supervision.Hocon.Resolving;

namespace Supervision.Hocon;

/// <summary>
/// A parsed document whose substitutions are not resolved yet. Documents are layered first and resolved once, so that a substitution sees
/// the keys of every layer. Immutable; layering is cheap, since layers are merged only when they are resolved.
/// </summary>
public sealed class HoconDocument
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

    // Lowest first.
    private readonly HoconObject[] _layers;
    private readonly SourceText[] _sources;
    private readonly HoconOptions _options;

    private HoconDocument(HoconObject[] layers, SourceText[] sources, HoconOptions options)
    {
        _layers = layers;
        _sources = sources;
        _options = options;
    }

    /// <summary>A document without keys.</summary>
    public static HoconDocument Empty { get; } = new([], [], new HoconOptions());

    /// <summary>A document of values that are resolved already.</summary>
    /// <param name="values">The values.</param>
    public static HoconDocument FromObject(HoconObject values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new HoconDocument([values], [], new HoconOptions());
    }

    /// <summary>Whether no layer has a key.</summary>
    public bool IsEmpty => Array.TrueForAll(_layers, layer => layer.Count == 0);

    /// <summary>Parses text.</summary>
    /// <param name="text">HOCON or JSON whose root is an object.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="HoconException">The text has errors; all that were found.</exception>
    public static HoconDocument Parse(string text, HoconOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new HoconOptions();
        var source = new SourceText(options.SourceName ?? "text", text);
        var context = new ParseContext();
        context.Open.Add(File.Exists(source.Name) ? Path.GetFullPath(source.Name) : source.Name);
        HoconValue root = HoconObject.Empty;
        try
        {
            root = new Parser(source, options, context, options.BaseDirectory).ParseRoot();
            if (root is not HoconObject && context.Errors.Count == 0)
                context.Report(source, root.Offset, "the document is an array; a configuration is an object");
        }
        catch (ParseAbort)
        {
        }

        return context.Errors.Count > 0
            ? throw new HoconException(context.Errors)
            : new HoconDocument([(HoconObject)root], [.. context.Sources], options);
    }

    /// <summary>Parses a file in UTF-8; relative includes start from its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="HoconException">The file has errors, or cannot be read.</exception>
    public static HoconDocument ParseFile(string path, HoconOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new HoconOptions();
        if (path.Length == 0)
            throw new HoconException(new HoconOrigin("''", 0, 0), "the name of the file is empty");
        string text;
        try
        {
            text = ReadFile(path, options.MaxSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HoconException(new HoconOrigin(path, 0, 0), error is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file"
                : Directory.Exists(path) ? "this is a directory; name a file" : $"the file cannot be read: {error.Message}");
        }

        return Parse(text, options with
        {
            SourceName = options.SourceName ?? path,
            BaseDirectory = options.BaseDirectory ?? Path.GetDirectoryName(Path.GetFullPath(path)),
        });
    }

    /// <summary>This document on top of another one: its keys win, objects are merged.</summary>
    /// <param name="other">The lower layer.</param>
    public HoconDocument WithFallback(HoconDocument other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new HoconDocument([.. other._layers, .. _layers], [.. other._sources, .. _sources], _options);
    }

    /// <summary>This document with one key set on top.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="value">The value as HOCON; text that is no valid value is taken as a string.</param>
    /// <param name="sourceName">Name for origins, for example <c>command line</c>.</param>
    /// <exception cref="HoconException">The path expression is malformed.</exception>
    public HoconDocument WithOverride(string path, string value, string sourceName)
    {
        ArgumentNullException.ThrowIfNull(value);
        var elements = HoconPath.Parse(path);
        var source = new SourceText(new HoconOrigin(sourceName, 0, 0), value);
        var context = new ParseContext();
        var node = new Parser(source, _options, context, null).ParseWholeValue();
        if (context.Errors.Count > 0)
            node = new HoconScalar(HoconScalarKind.String, value, source, 0);
        for (var i = elements.Count - 1; i >= 0; i--)
        {
            var parent = new HoconObject(source, 0);
            parent.Add(elements[i], node, source, 0);
            node = parent;
        }

        return new HoconDocument([.. _layers, (HoconObject)node], _sources, _options);
    }

    /// <summary>Resolves every substitution.</summary>
    /// <param name="options">Environment and limits; null for those given when parsing.</param>
    /// <exception cref="HoconException">Substitutions are undefined or refer to themselves; all that were found.</exception>
    public HoconObject Resolve(HoconOptions? options = null)
    {
        if (_layers.Length == 0)
            return HoconObject.Empty;
        var root = _layers[0];
        foreach (var layer in _layers.AsSpan(1))
            root = Merging.Objects(root, layer, inPlace: false);
        return root.IsResolved ? root : new Resolver(root, options ?? _options).Resolve();
    }

    /// <summary>The source line of an origin, for error messages; null where the source is not one of this document's own.</summary>
    /// <param name="origin">An origin of one of its values.</param>
    public string? SourceLine(HoconOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return Array.FindLast(_sources, source => source.Name == origin.Source)?.LineAt(origin);
    }

    internal static string ReadFile(string path, int maxSize)
    {
        // A character takes at most three bytes per UTF-16 unit; a file beyond that is too long whatever it holds.
        var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        if (length > 3L * maxSize)
            throw TooLong(maxSize);
        if (length > 0)
            return Read(path, maxSize);

        // Empty, or no file of the disk: a pipe without a writer already blocks when it is opened, and nothing can end that but the process.
        var reading = Task.Run(() => Read(path, maxSize));
        return ((IAsyncResult)reading).AsyncWaitHandle.WaitOne(_longestWait)
            ? reading.GetAwaiter().GetResult()
            : throw new IOException($"nothing came out of it within {_longestWait.TotalSeconds:0} seconds; is it a pipe?");
    }

    private static IOException TooLong(int maxSize) => new($"it is longer than {maxSize} characters");

    // Never more than is allowed: a device has no end.
    private static string Read(string path, int maxSize)
    {
        using var reader = new StreamReader(File.OpenRead(path), _strictUtf8);
        var text = new StringBuilder();
        var buffer = new char[64 * 1024];
        try
        {
            for (int count; (count = reader.Read(buffer)) > 0; text.Append(buffer, 0, count))
            {
                if (text.Length + count > maxSize)
                    throw TooLong(maxSize);
            }

            return text.ToString();
        }
        catch (DecoderFallbackException error)
        {
            throw new IOException("it is not valid UTF-8", error);
        }
    }
}
