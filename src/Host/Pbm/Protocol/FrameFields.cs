using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Supervision.Pbm.Protocol;

/// <summary>Typed reads from a JSON object; what is missing or of another kind breaks the protocol, what is not asked for is ignored.</summary>
internal readonly struct FrameFields
{
    private readonly JsonElement _element;

    /// <exception cref="PbmProtocolException">It is no object.</exception>
    public FrameFields(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new PbmProtocolException($"expected an object, found {Kind(element)}");
        _element = element;
    }

    public string Text(string name) => TextOr(name, null) ?? throw new PbmProtocolException($"'{name}' is missing");

    [return: NotNullIfNotNull(nameof(missing))]
    public string? TextOr(string name, string? missing)
    {
        if (!_element.TryGetProperty(name, out JsonElement value))
            return missing;
        Expect(name, value, JsonValueKind.String);
        return TextOf(name, value);
    }

    public long Id => Number("id", 0, long.MaxValue);

    public long Number(string name, long least, long most)
    {
        if (!_element.TryGetProperty(name, out JsonElement value))
            throw new PbmProtocolException($"'{name}' is missing");
        Expect(name, value, JsonValueKind.Number);
        return value.TryGetInt64(out long number) && number >= least && number <= most
            ? number
            : throw new PbmProtocolException($"'{name}' is out of its range");
    }

    public bool Flag(string name) => _element.TryGetProperty(name, out JsonElement value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new PbmProtocolException($"'{name}' is {Kind(value)}, not true or false"),
    };

    public ImmutableArray<byte> Bytes(string name)
    {
        if (!_element.TryGetProperty(name, out JsonElement value))
            return [];
        Expect(name, value, JsonValueKind.String);
        return value.TryGetBytesFromBase64(out byte[]? bytes) ? [.. bytes] : throw new PbmProtocolException($"'{name}' is no base64");
    }

    public ImmutableArray<string> Texts(string name, int most = int.MaxValue)
    {
        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>();
        foreach (JsonElement value in Array(name))
        {
            Expect(name, value, JsonValueKind.String);
            if (texts.Count == most)
                throw new PbmProtocolException($"'{name}' has more than {most} entries");
            texts.Add(TextOf(name, value));
        }
        return texts.ToImmutable();
    }

    public IEnumerable<FrameFields> Objects(string name)
    {
        foreach (JsonElement value in Array(name))
            yield return new FrameFields(value);
    }

    /// <summary>An object as it is written.</summary>
    public string Raw(string name)
    {
        if (!_element.TryGetProperty(name, out JsonElement value))
            throw new PbmProtocolException($"'{name}' is missing");
        Expect(name, value, JsonValueKind.Object);
        return value.GetRawText();
    }

    private JsonElement.ArrayEnumerator Array(string name)
    {
        if (!_element.TryGetProperty(name, out JsonElement value))
            return default;
        Expect(name, value, JsonValueKind.Array);
        return value.EnumerateArray();
    }

    // Escapes can stand for half a surrogate pair, which no string can hold.
    private static string TextOf(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new PbmProtocolException($"'{name}' is no text");
        }
    }

    private static void Expect(string name, JsonElement value, JsonValueKind kind)
    {
        if (value.ValueKind != kind)
            throw new PbmProtocolException($"'{name}' is {Kind(value)}");
    }

    private static string Kind(JsonElement value) => value.ValueKind.ToString().ToLowerInvariant();
}
