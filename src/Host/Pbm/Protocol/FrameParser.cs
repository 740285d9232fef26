using System.Text.Json;

namespace Supervision.Pbm.Protocol;

/// <summary>Reads the JSON of one frame.</summary>
internal static class FrameParser
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = PbmProtocol.Depth };

    /// <exception cref="PbmProtocolException">It is none.</exception>
    public static PbmFrame Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, _options);
            var fields = new FrameFields(document.RootElement);
            RefuseTwins(document.RootElement);
            return Read(fields);
        }
        catch (JsonException error)
        {
            throw new PbmProtocolException($"a frame is no JSON: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8 show only when a name is compared.
            throw new PbmProtocolException("a frame is no UTF-8");
        }
    }

    // Which of two is meant nobody knows. Rows are whatever a command says, and not looked into.
    private static void RefuseTwins(JsonElement frame)
    {
        HashSet<string> names = [];
        foreach (JsonProperty field in frame.EnumerateObject())
            if (!names.Add(field.Name))
                throw new PbmProtocolException($"'{field.Name}' is there twice");
    }

    private static PbmFrame Read(FrameFields fields) => fields.Text("type") switch
    {
        FrameTypes.Greeting => new PbmFrame.Greeting(
            Version(fields, "oldest"), Version(fields, "newest"), fields.Bytes("nonce"), fields.Flag("token"), fields.TextOr("server", "")),
        FrameTypes.Hello => new PbmFrame.Hello(Version(fields, "version"), fields.TextOr("client", ""), fields.Bytes("proof")),
        FrameTypes.Welcome => new PbmFrame.Welcome(Version(fields, "version"), fields.TextOr("host", ""), (int)fields.Number("pid", 0, int.MaxValue)),
        FrameTypes.Refused => new PbmFrame.Refused(fields.Text("code"), fields.TextOr("message", "")),
        FrameTypes.GetPalettes => new PbmFrame.GetPalettes(fields.Id),
        FrameTypes.Palettes => new PbmFrame.Palettes(fields.Id, PaletteJson.Read(fields)),
        FrameTypes.Execute => ReadExecute(fields),
        FrameTypes.Cancel => new PbmFrame.Cancel(fields.Id),
        FrameTypes.Complete => new PbmFrame.Complete(
            fields.Id, fields.Text("palette"), fields.Text("command"), fields.Text("argument"), fields.TextOr("prefix", "")),
        FrameTypes.Completions => new PbmFrame.Completions(fields.Id, fields.Texts("values")),
        FrameTypes.Ping => new PbmFrame.Ping(fields.Id),
        FrameTypes.Pong => new PbmFrame.Pong(fields.Id),
        FrameTypes.Lines => new PbmFrame.Lines(fields.Id, fields.Texts("lines")),
        FrameTypes.Row => new PbmFrame.Row(fields.Id, fields.Raw("row")),
        FrameTypes.Problem => new PbmFrame.Problem(fields.Id, fields.Text("message")),
        FrameTypes.End => new PbmFrame.End(fields.Id, (int)fields.Number("code", 0, 255)),
        var other => new PbmFrame.Unknown(other),
    };

    private static PbmFrame.Execute ReadExecute(FrameFields fields)
    {
        string? text = fields.TextOr("text", null);
        var words = fields.Texts("words", PbmProtocol.MostWords);
        return text is not null && !words.IsEmpty
            ? throw new PbmProtocolException("'text' and 'words' exclude each other")
            : new PbmFrame.Execute(fields.Id, text, words, fields.Flag("json"));
    }

    private static int Version(FrameFields fields, string name) => (int)fields.Number(name, 0, int.MaxValue);
}
