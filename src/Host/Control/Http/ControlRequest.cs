using System.Globalization;
using System.Text.Json;
using Supervision.Control.Http.Server;

namespace Supervision.Control.Http;

/// <summary>One request with what the route found in its path.</summary>
/// <param name="http">The request and its answer.</param>
/// <param name="values">The values of the template's names, decoded.</param>
/// <param name="caller">Who asks.</param>
internal sealed class ControlRequest(HttpExchange http, IReadOnlyDictionary<string, string> values, ControlCaller caller)
{
    public HttpExchange Http => http;

    public ControlCaller Caller => caller;

    /// <summary>A command that may be asked for again goes on when its first caller has left.</summary>
    public CancellationToken Aborted => IsKept ? CancellationToken.None : http.Aborted;

    /// <summary>Whether the answer is kept in <see cref="Answer"/> and not sent.</summary>
    public bool IsKept { get; init; }

    public (int Status, byte[] Body, string Media) Answer { get; private set; }

    /// <summary>The body, where it was read before.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    public string Value(string name) => values[name];

    /// <summary>The target in the path.</summary>
    public Target Target => ParseTarget(Value("target"));

    public string? Query(string name) => http.Query(name);

    public Target? QueryTarget() => Query("target") is { } text ? ParseTarget(text) : null;

    public bool Switch(string name) => Query(name) switch
    {
        null or "false" or "0" => false,
        "" or "true" or "1" => true,
        var other => throw ProblemException.BadRequest($"{name} is true or false, not '{other}'"),
    };

    public long Number(string name, long missing, long min, long max) => Query(name) is not { } text ? missing
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
        : throw ProblemException.BadRequest(string.Create(CultureInfo.InvariantCulture, $"{name} is a whole number from {min} to {max}"));

    /// <summary>The body; none at all stands for the defaults.</summary>
    public async Task<T> BodyAsync<T>(Func<ReadOnlyMemory<byte>, T> parse)
    {
        var bytes = await BytesAsync().ConfigureAwait(false);
        try
        {
            return parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes);
        }
        catch (JsonException error)
        {
            throw ProblemException.BadRequest(error switch
            {
                { LineNumber: { } line, BytePositionInLine: { } at } =>
                    string.Create(CultureInfo.InvariantCulture, $"the body is no JSON from line {line + 1}, byte {at + 1} on"),
                { InnerException: FormatException } => "the body is not what is expected: a number in it is not whole, or too large",
                { InnerException: not null } => "the body is not what is expected: a JSON object, and in its texts no broken characters",
                _ => $"the body is not what is expected: {error.Message}",
            });
        }
    }

    /// <summary>For what takes none: nothing, or an empty object.</summary>
    public Task NoBodyAsync() => BodyAsync(static bytes =>
    {
        using var json = JsonDocument.Parse(bytes);
        return json.RootElement is { ValueKind: JsonValueKind.Object } body && body.GetPropertyCount() == 0 ? true : throw ProblemException.BadRequest("this takes no body");
    });

    /// <summary>The body as it is. Its length is bounded by the server.</summary>
    public async Task<ReadOnlyMemory<byte>> BytesAsync() => Body is { } read ? read : await http.ReadBodyAsync().ConfigureAwait(false);

    public Task JsonAsync<T>(T value, Action<Utf8JsonWriter, T> write, int status = 200, string media = "application/json") =>
        BytesAsync(ControlJson.BytesOf(value, write), $"{media}; charset=utf-8", status);

    public async Task BytesAsync(ReadOnlyMemory<byte> bytes, string media, int status = 200)
    {
        if (IsKept)
        {
            Answer = (status, bytes.ToArray(), media);
            return;
        }

        http.Status = status;
        await http.SendAsync(bytes, media).ConfigureAwait(false);
    }

    /// <summary>Begins server-sent events: a reader that is slow loses events, not its connection.</summary>
    public ServerEvents BeginEvents(TimeProvider time)
    {
        http.SetHeader("Cache-Control", "no-store");
        // Proxies that buffer would hold events back.
        http.SetHeader("X-Accel-Buffering", "no");
        return new ServerEvents(http, time);
    }

    private static Target ParseTarget(string text) =>
        Target.TryParse(text, out var target) ? target : throw ProblemException.BadRequest($"'{text}' is no target");
}
