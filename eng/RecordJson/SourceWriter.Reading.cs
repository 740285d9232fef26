using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Supervision.RecordJson;

internal sealed partial class SourceWriter
{
    private string? NumberGetter(ITypeSymbol type) => Shapes.IsNumber(type) ? $"Get{type.Name}" : null;

    // An expression that reads a value which is not null.
    private string ReadExpression(ITypeSymbol type, string json, ISymbol where)
    {
        if (model.OwnReader(type) is { } own)
            return $"{own}({json})";
        if (type.SpecialType == SpecialType.System_String)
            return $"{TextReader()}({json})";
        if (type.SpecialType == SpecialType.System_Boolean)
            return $"{json}.GetBoolean()";
        if (NumberGetter(type) is { } getter)
            return $"{json}.{getter}()";
        if (Shapes.Is(type, "System.DateTimeOffset"))
            return $"{json}.GetDateTimeOffset()";
        if (Shapes.IsBytes(type))
            return $"{json}.GetBytesFromBase64()";
        if (Shapes.Is(type, "System.Uri"))
            return $"new Uri({TextReader()}({json}), UriKind.RelativeOrAbsolute)";
        return $"{ReaderOf(type, where)}({json})";
    }

    // The same for one that may be.
    private string ReadAnyExpression(ITypeSymbol type, string json, ISymbol where)
    {
        var (inner, canBeNull) = Shapes.Of(type);
        return !canBeNull ? ReadExpression(inner, json, where)
            : inner.SpecialType == SpecialType.System_String ? $"{json}.GetString()"
            : $"({json}.ValueKind == JsonValueKind.Null ? ({Naming.Full(inner)}?)null : {ReadExpression(inner, json, where)})";
    }

    private string TextReader() => Method("ReadText", () =>
        Line("    private static string ReadText(JsonElement json) => json.GetString() ?? throw new JsonException(\"a text is missing\");"));

    private string Finder() => Method("Has", () =>
        Line("    private static bool Has(JsonElement json, ReadOnlySpan<byte> name, out JsonElement field) => json.TryGetProperty(name, out field);"));

    private string Requirer() => Method("Needed", () =>
    {
        Line("    private static JsonElement Needed(JsonElement json, ReadOnlySpan<byte> name) => json.TryGetProperty(name, out var field)");
        Line("        ? field");
        Line("        : throw new JsonException($\"'{System.Text.Encoding.UTF8.GetString(name)}' is missing\");");
    });

    private string ReaderOf(ITypeSymbol type, ISymbol where)
    {
        if (model.OwnReader(type) is { } own)
            return own;
        var name = $"Read{model.NameOf(type)}";
        return Method(name, () =>
        {
            Line($"    private static {Naming.Full(type)} {name}(JsonElement json)");
            Line("    {");
            ReadBody(type, where);
            Line("    }");
        });
    }

    private void ReadBody(ITypeSymbol type, ISymbol where)
    {
        if (Shapes.Is(type, "System.TimeSpan"))
        {
            Line($"        return TimeSpan.ParseExact({TextReader()}(json), \"c\", System.Globalization.CultureInfo.InvariantCulture);");
        }
        else if (IsEnum(type, where))
        {
            Line($"        return json.ValueKind == JsonValueKind.Number ? ({Naming.Full(type)})json.GetInt64() : {EnumParser(type)}(json.GetString());");
        }
        else if (Shapes.ElementOf(type) is { } element)
        {
            ReadList(type, element, where);
        }
        else if (Shapes.EntryOf(type) is var (key, value))
        {
            ReadMap(type, key, value, where);
        }
        else if (Shapes.Derived(type) is { Count: > 0 } derived)
        {
            Line($"        var kind = {Finder()}(json, \"$type\"u8, out var field) ? field.GetString() : null;");
            Line("        return kind switch");
            Line("        {");
            foreach (var (one, word) in derived)
                Line($"            {Naming.Quote(word)} => {ReaderOf(one, where)}(json),");
            Line($"            _ => throw new JsonException($\"'{{kind}}' is no {type.Name}\"),");
            Line("        };");
        }
        else if (Shapes.IsObject(type) && Shapes.ConstructorOf((INamedTypeSymbol)type) is { } constructor)
        {
            ReadObject((INamedTypeSymbol)type, constructor);
        }
        else
        {
            Line($"        {Unsupported(where, type, "cannot be read")}");
        }
    }

    private string EnumParser(ITypeSymbol type) => Method($"{model.NameOf(type)}Of", () =>
    {
        Line($"    private static {Naming.Full(type)} {model.NameOf(type)}Of(string? name) => name switch");
        Line("    {");
        foreach (var value in ValuesOf(type))
            Line($"        {Naming.Quote(model.NameOf(value))} => {Naming.Full(type)}.{value.Name},");
        Line($"        _ => throw new JsonException($\"'{{name}}' is no {type.Name}\"),");
        Line("    };");
    });

    private void ReadList(ITypeSymbol type, ITypeSymbol element, ISymbol where)
    {
        Line($"        var items = new {ArrayOf(element)};");
        Line("        var count = 0;");
        Line("        foreach (var item in json.EnumerateArray())");
        Line($"            items[count++] = {ReadAnyExpression(element, "item", where)};");
        Line(type.Name switch
        {
            "ImmutableArray" => "        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);",
            "List" => $"        return new {Naming.Full(type)}(items);",
            _ => "        return items;",
        });
    }

    // The length belongs before the ranks of an element that is itself an array.
    private static string ArrayOf(ITypeSymbol element)
    {
        var ranks = "";
        while (element is IArrayTypeSymbol array)
        {
            ranks += "[]";
            element = array.ElementType;
        }

        return $"{Naming.Full(element)}[json.GetArrayLength()]{ranks}";
    }

    private void ReadMap(ITypeSymbol type, ITypeSymbol key, ITypeSymbol value, ISymbol where)
    {
        var isImmutable = type.Name.StartsWith("Immutable", StringComparison.Ordinal);
        var arguments = $"<{Naming.Full(key)}, {Naming.Full(value)}>";
        Line(isImmutable
            ? $"        var map = System.Collections.Immutable.{type.Name}.CreateBuilder{arguments}();"
            : $"        var map = new Dictionary{arguments}();");
        var name = key.SpecialType == SpecialType.System_String ? "one.Name"
            : Shapes.IsNumber(key) ? $"{Naming.Full(key)}.Parse(one.Name, System.Globalization.CultureInfo.InvariantCulture)"
            : IsEnum(key, where) ? $"{EnumParser(key)}(one.Name)"
            : Unsupported(where, key, "cannot be a key");
        Line("        foreach (var one in json.EnumerateObject())");
        Line($"            map[{name}] = {ReadAnyExpression(value, "one.Value", where)};");
        Line(isImmutable ? "        return map.ToImmutable();" : "        return map;");
    }

    // What has a default keeps it where nothing is written: the value is made with what it must have, and then as a copy with the rest.
    private void ReadObject(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        var members = MembersOf(type);
        if (model.Strict)
            RefuseOthers(members);
        var arguments = new List<string>();
        foreach (var parameter in constructor.Parameters)
        {
            var property = members.FirstOrDefault(one => string.Equals(one.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            if (property is null || !SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type))
            {
                model.Problem(type, $"{type.Name} is made with {parameter.Name}, of which no property tells");
                return;
            }

            members.Remove(property);
            arguments.Add(Argument(parameter, property));
        }

        var required = members.Where(one => one.IsRequired).ToList();
        foreach (var property in members.Where(one => !Shapes.CanBeSet(one)))
            model.Problem(property, $"{type.Name}.{property.Name} cannot be set");
        var optional = members.Where(one => !one.IsRequired && Shapes.CanBeSet(one)).ToList();
        if (optional.Count > 0 && !type.IsRecord && !type.IsValueType)
            model.Problem(type, $"{type.Name} is no record");

        Line("        JsonElement field;");
        Line($"        var value = new {Naming.Full(type)}({string.Join(", ", arguments)})");
        Line("        {");
        foreach (var property in required)
            Line($"            {property.Name} = {ReadAnyExpression(property.Type, $"{Requirer()}(json, {Key(property)})", property)},");
        Line("        };");
        if (optional.Count == 0)
        {
            Line("        return value;");
            return;
        }

        Line("        return value with");
        Line("        {");
        foreach (var property in optional)
        {
            var read = ReadAnyExpression(property.Type, "field", property);
            Line($"            {property.Name} = {Finder()}(json, {Key(property)}, out field) ? {read} : value.{property.Name},");
        }

        Line("        };");
    }

    private string Argument(IParameterSymbol parameter, IPropertySymbol property)
    {
        if (!parameter.HasExplicitDefaultValue && parameter.Type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.Annotated })
            return ReadAnyExpression(parameter.Type, $"{Requirer()}(json, {Key(property)})", property);
        var missing = parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is { } value
            ? $"({Naming.Full(parameter.Type)}){Literal(value)}"
            : $"default({Naming.Full(parameter.Type)})";
        return $"{Finder()}(json, {Key(property)}, out field) ? {ReadAnyExpression(parameter.Type, "field", property)} : {missing}";
    }

    private static string Literal(object value) => value is string text ? Naming.Quote(text)
        : value is bool flag ? (flag ? "true" : "false")
        : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string Key(IPropertySymbol property) => $"{Naming.Quote(Naming.Camel(property.Name))}u8";

    private string Twice() => Method("RefuseTwice", () =>
        Line("    private static void RefuseTwice(string name) => throw new JsonException($\"'{name}' is there twice\");"));

    private void RefuseOthers(IReadOnlyList<IPropertySymbol> members)
    {
        var names = members.Select(one => Naming.Camel(one.Name)).ToList();
        Line("        long seen = 0;");
        Line("        foreach (var one in json.EnumerateObject())");
        Line("        {");
        Line("            long bit;");
        Line("            switch (one.Name)");
        Line("            {");
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            var name = Naming.Quote(Naming.Camel(member.Name));
            var take = $"bit = 1L << {i}; break;";
            if (KindOf(member.Type) is not var (kinds, what))
            {
                Line($"                case {name}: {take}");
                continue;
            }

            Line($"                case {name} when one.Value.ValueKind is {kinds}: {take}");
            Line($"                case {name}: throw new JsonException(\"'{Naming.Camel(member.Name)}' is {what}\");");
        }

        Line($"                default: throw new JsonException($\"'{{one.Name}}' is unknown; known are: {string.Join(", ", names)}\");");
        Line("            }");
        Line("            if ((seen & bit) != 0)");
        Line($"                {Twice()}(one.Name);");
        Line("            seen |= bit;");
        Line("        }");
    }

    // Which JSON a simple value is written as, and how people call that.
    private static (string Kinds, string What)? KindOf(ITypeSymbol type)
    {
        var (inner, canBeNull) = Shapes.Of(type);
        var orNull = canBeNull ? " or JsonValueKind.Null" : "";
        return inner.SpecialType == SpecialType.System_String ? ($"JsonValueKind.String{orNull}", "a text")
            : inner.SpecialType == SpecialType.System_Boolean ? ($"JsonValueKind.True or JsonValueKind.False{orNull}", "true or false")
            : Shapes.IsNumber(inner) ? ($"JsonValueKind.Number{orNull}", "a number")
            : null;
    }
}
