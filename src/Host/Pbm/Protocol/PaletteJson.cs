using System.Collections.Immutable;
using System.Text.Json;

namespace Supervision.Pbm.Protocol;

/// <summary>Palettes as JSON, both ways; what has its default is left out.</summary>
internal static class PaletteJson
{
    public static void Write(Utf8JsonWriter json, IEnumerable<CommandPalette> palettes)
    {
        json.WriteStartArray("palettes");
        foreach (CommandPalette palette in palettes)
        {
            json.WriteStartObject();
            json.WriteString("name", palette.Name);
            WriteText(json, "description", palette.Description);
            json.WriteStartArray("commands");
            foreach (CommandDefinition command in palette.Commands)
                Write(json, command);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <exception cref="PbmProtocolException">It is no list of palettes.</exception>
    public static ImmutableArray<CommandPalette> Read(FrameFields fields)
    {
        try
        {
            return [.. fields.Objects("palettes").Select(ReadPalette)];
        }
        catch (ArgumentException error)
        {
            throw new PbmProtocolException(error.Message);
        }
    }

    private static CommandPalette ReadPalette(FrameFields fields) =>
        new(fields.Text("name"), fields.Objects("commands").Select(ReadCommand)) { Description = fields.TextOr("description", "") };

    private static CommandDefinition ReadCommand(FrameFields fields) => new()
    {
        Name = fields.Text("name"),
        Description = fields.TextOr("description", ""),
        Streams = fields.Flag("streams"),
        Arguments = [.. fields.Objects("arguments").Select(ReadArgument)],
    };

    private static ArgumentDefinition ReadArgument(FrameFields fields) => new()
    {
        Name = fields.Text("name"),
        Description = fields.TextOr("description", ""),
        Switches = fields.Texts("switches"),
        DefaultValues = fields.Texts("values"),
        IsMandatory = fields.Flag("mandatory"),
        AllowsMultiple = fields.Flag("multiple"),
        IsFlag = fields.Flag("flag"),
        HasServerValues = fields.Flag("server-values"),
    };

    private static void Write(Utf8JsonWriter json, CommandDefinition command)
    {
        json.WriteStartObject();
        json.WriteString("name", command.Name);
        WriteText(json, "description", command.Description);
        WriteFlag(json, "streams", command.Streams);
        if (!command.Arguments.IsEmpty)
        {
            json.WriteStartArray("arguments");
            foreach (ArgumentDefinition argument in command.Arguments)
                Write(json, argument);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ArgumentDefinition argument)
    {
        json.WriteStartObject();
        json.WriteString("name", argument.Name);
        WriteText(json, "description", argument.Description);
        WriteTexts(json, "switches", argument.Switches);
        WriteTexts(json, "values", argument.DefaultValues);
        WriteFlag(json, "mandatory", argument.IsMandatory);
        WriteFlag(json, "multiple", argument.AllowsMultiple);
        WriteFlag(json, "flag", argument.IsFlag);
        WriteFlag(json, "server-values", argument.HasServerValues);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
            json.WriteString(name, text);
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
            json.WriteBoolean(name, true);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        if (texts.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
