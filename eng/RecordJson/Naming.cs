using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Supervision.RecordJson;

/// <summary>Names in JSON and in the generated source.</summary>
internal static class Naming
{
    private static readonly SymbolDisplayFormat _full =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type as source.</summary>
    public static string Full(ITypeSymbol type) => type.ToDisplayString(_full);

    /// <summary>The text as source.</summary>
    public static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary><c>SomeName</c> as <c>someName</c>, <c>URLPath</c> as <c>urlPath</c>.</summary>
    public static string Camel(string name)
    {
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]))
                break;
            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }

    /// <summary><c>SomeName</c> as <c>some-name</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var starts = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (starts)
                text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>A type in one word.</summary>
    public static string Word(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return $"ArrayOf{Word(array.ElementType)}";
        var name = type.ContainingType is { } outer ? Word(outer) + type.Name : type.Name;
        if (type is INamedTypeSymbol { TypeArguments.Length: > 0 } generic)
            name += "Of" + string.Concat(generic.TypeArguments.Select(Word));
        return type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? name + "OrNull" : name;
    }
}
