using Microsoft.CodeAnalysis;

namespace Supervision.RecordJson;

internal sealed partial class SourceWriter
{
    // A statement that writes a value which is not null.
    private string WriteStatement(ITypeSymbol type, string value, ISymbol where)
    {
        if (model.OwnWriter(type) is { } own)
            return $"{own}(writer, {value});";
        if (type.SpecialType == SpecialType.System_String || Shapes.Is(type, "System.DateTimeOffset"))
            return $"writer.WriteStringValue({value});";
        if (type.SpecialType == SpecialType.System_Boolean)
            return $"writer.WriteBooleanValue({value});";
        if (type.SpecialType == SpecialType.System_Char)
            return $"writer.WriteStringValue([{value}]);";
        if (Shapes.IsNumber(type))
            return $"writer.WriteNumberValue({value});";
        if (Shapes.IsBytes(type))
            return $"writer.WriteBase64StringValue({value});";
        return Shapes.Is(type, "System.Uri") ? $"writer.WriteStringValue({value}.OriginalString);" : $"{WriterOf(type, where)}(writer, {value});";
    }

    // The same for one that may be.
    private string WriteAnyStatement(ITypeSymbol type, string value, ISymbol where)
    {
        var (inner, canBeNull) = Shapes.Of(type);
        var statement = WriteStatement(inner, canBeNull && inner.SpecialType != SpecialType.System_String ? "known" : value, where);
        return !canBeNull || inner.SpecialType == SpecialType.System_String ? statement
            : $"if ({value} is {{ }} known) {statement} else writer.WriteNullValue();";
    }

    // The method that writes a type.
    private string WriterOf(ITypeSymbol type, ISymbol where)
    {
        if (model.OwnWriter(type) is { } own)
            return own;
        var name = $"Write{model.NameOf(type)}";
        return Method(name, () =>
        {
            Line($"    private static void {name}(Utf8JsonWriter writer, {Naming.Full(type)} value)");
            Line("    {");
            WriteBody(type, where);
            Line("    }");
        });
    }

    private void WriteBody(ITypeSymbol type, ISymbol where)
    {
        if (Shapes.Is(type, "System.TimeSpan"))
        {
            Line("        Span<byte> text = stackalloc byte[32];");
            Line("        System.Buffers.Text.Utf8Formatter.TryFormat(value, text, out var length);");
            Line("        writer.WriteStringValue(text[..length]);");
        }
        else if (IsEnum(type, where))
        {
            Line($"        if ({NameOfEnum(type)}(value) is {{ }} name)");
            Line("            writer.WriteStringValue(name);");
            Line("        else");
            Line("            writer.WriteNumberValue((long)value);");
        }
        else if (Shapes.ElementOf(type) is { } element)
        {
            var count = type is IArrayTypeSymbol || type.Name == "ImmutableArray" ? "Length" : "Count";
            Line("        writer.WriteStartArray();");
            Line(type.Name == "IEnumerable" ? "        foreach (var item in value)" : $"        for (var i = 0; i < value.{count}; i++)");
            Line("        {");
            if (type.Name != "IEnumerable")
                Line("            var item = value[i];");
            Line($"            {WriteAnyStatement(element, "item", where)}");
            Line("        }");
            Line("        writer.WriteEndArray();");
        }
        else if (Shapes.EntryOf(type) is var (key, entry))
        {
            Line("        writer.WriteStartObject();");
            Line("        foreach (var one in value)");
            Line("        {");
            Line($"            writer.WritePropertyName({KeyText(key, where)});");
            Line("            var item = one.Value;");
            Line($"            {WriteAnyStatement(entry, "item", where)}");
            Line("        }");
            Line("        writer.WriteEndObject();");
        }
        else if (Shapes.Derived(type) is { Count: > 0 } derived)
        {
            Line("        writer.WriteStartObject();");
            Line("        switch (value)");
            Line("        {");
            foreach (var (one, word) in derived)
            {
                Line($"            case {Naming.Full(one)} one:");
                Line($"                writer.WriteString(\"$type\"u8, {Naming.Quote(word)});");
                Line($"                {MembersWriterOf(one)}(writer, one);");
                Line("                break;");
            }

            Line("            default: throw new NotSupportedException(value.ToString());");
            Line("        }");
            Line("        writer.WriteEndObject();");
        }
        else if (Shapes.IsObject(type) && !type.IsAbstract)
        {
            Line("        writer.WriteStartObject();");
            Line($"        {MembersWriterOf(type)}(writer, value);");
            Line("        writer.WriteEndObject();");
        }
        else
        {
            Line($"        {Unsupported(where, type, "cannot be written")}");
        }
    }

    private string KeyText(ITypeSymbol key, ISymbol where)
    {
        if (key.SpecialType == SpecialType.System_String)
            return "one.Key";
        if (Shapes.IsNumber(key))
            return "one.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)";
        if (IsEnum(key, where))
            return $"{NameOfEnum(key)}(one.Key) ?? one.Key.ToString(\"D\")";
        Unsupported(where, key, "cannot be a key");
        return "\"\"";
    }

    private string MembersWriterOf(ITypeSymbol type)
    {
        var name = $"Write{model.NameOf(type)}Members";
        return Method(name, () =>
        {
            Line($"    private static void {name}(Utf8JsonWriter writer, {Naming.Full(type)} value)");
            Line("    {");
            var number = 0;
            foreach (var property in MembersOf(type))
                WriteMember(property, ++number);
            Line("    }");
        });
    }

    private void WriteMember(IPropertySymbol property, int number)
    {
        var (inner, canBeNull) = Shapes.Of(property.Type);
        var name = $"{Naming.Quote(Naming.Camel(property.Name))}u8";
        var value = $"value.{property.Name}";
        if (!canBeNull)
        {
            Line($"        writer.WritePropertyName({name});");
            Line($"        {WriteStatement(inner, value, property)}");
            return;
        }

        Line($"        if ({value} is {{ }} known{number})");
        Line("        {");
        Line($"            writer.WritePropertyName({name});");
        Line($"            {WriteStatement(inner, $"known{number}", property)}");
        Line("        }");
        if (!model.OmitNulls)
        {
            Line("        else");
            Line("        {");
            Line($"            writer.WriteNull({name});");
            Line("        }");
        }
    }

    // What is derived from the rest is written where that is asked for; what a constructor takes is no such thing.
    private List<IPropertySymbol> MembersOf(ITypeSymbol type)
    {
        var parameters = Shapes.ConstructorOf((INamedTypeSymbol)type)?.Parameters.Select(one => one.Name.ToUpperInvariant()).ToList() ?? [];
        var all = Shapes.Properties(type).Where(property =>
            model.Computed || Shapes.CanBeSet(property) || parameters.Contains(property.Name.ToUpperInvariant())).ToList();
        foreach (var property in all.Where(property => property.GetAttributes().Any(one =>
            one.AttributeClass?.ContainingNamespace?.ToDisplayString() == "System.Text.Json.Serialization")))
        {
            model.Problem(property, $"{property.ContainingType.Name}.{property.Name} has an attribute of System.Text.Json, and none is heeded here");
        }

        return all;
    }

    private void WriteMembersOfAny()
    {
        var objects = model.Writes.Where(root => Shapes.IsObject(root) && !root.IsAbstract).ToList();
        Line("");
        Line("    /// <summary>The members of one of the types above, without the braces; false for another type.</summary>");
        Line("    public static bool TryWriteMembers(Utf8JsonWriter writer, object value)");
        Line("    {");
        Line("        switch (value)");
        Line("        {");
        foreach (var root in objects)
        {
            Line($"            case {Naming.Full(root)} one:");
            Line($"                {MembersWriterOf(root)}(writer, one);");
            Line("                return true;");
        }

        Line("            default: return false;");
        Line("        }");
        Line("    }");
    }
}
