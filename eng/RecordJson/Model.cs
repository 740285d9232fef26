using Microsoft.CodeAnalysis;

namespace Supervision.RecordJson;

/// <summary>What one class with the attribute asks for, and the types that it reaches.</summary>
internal sealed class Model
{
    private static readonly DiagnosticDescriptor _unsupported = new(
        "RECORDJSON", "Not to be had as JSON", "{0}", "RecordJson", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private readonly HashSet<ITypeSymbol> _plain = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, string> _names = new(SymbolEqualityComparer.IncludeNullability);
    private readonly HashSet<string> _taken = [];

    public Model(INamedTypeSymbol target, AttributeData attribute)
    {
        Target = target;
        foreach (var argument in attribute.NamedArguments)
        {
            switch (argument.Key)
            {
                case "Writes": Writes = Types(argument.Value); break;
                case "Reads": Reads = Types(argument.Value); break;
                case "PlainNames": _plain.UnionWith(Types(argument.Value)); break;
                case "OmitNulls": OmitNulls = argument.Value.Value is true; break;
                case "Words": Words = argument.Value.Value is true; break;
                case "Computed": Computed = argument.Value.Value is true; break;
                case "Strict": Strict = argument.Value.Value is true; break;
                case "MaxDepth": MaxDepth = (int)argument.Value.Value!; break;
            }
        }
    }

    public INamedTypeSymbol Target { get; }

    public IReadOnlyList<ITypeSymbol> Writes { get; } = [];

    public IReadOnlyList<ITypeSymbol> Reads { get; } = [];

    public bool OmitNulls { get; }

    public bool Words { get; }

    public bool Computed { get; }

    public bool Strict { get; }

    public int MaxDepth { get; } = 64;

    public List<Diagnostic> Problems { get; } = [];

    public void Problem(ISymbol where, string message) =>
        Problems.Add(Diagnostic.Create(_unsupported, where.Locations.FirstOrDefault(one => one.IsInSource) ?? Target.Locations[0], $"{Target.Name}: {message}"));

    /// <summary>A word for the type in the names of methods.</summary>
    public string NameOf(ITypeSymbol type)
    {
        if (_names.TryGetValue(type, out var name))
            return name;
        name = Naming.Word(type);
        for (var number = 2; !_taken.Add(name); number++)
            name = $"{Naming.Word(type)}{number}";
        return _names[type] = name;
    }

    /// <summary>How an enumeration's value is called.</summary>
    public string NameOf(IFieldSymbol value) => Words && !_plain.Contains(value.ContainingType) ? Naming.Kebab(value.Name) : value.Name;

    /// <summary>The method of the class itself that writes a type; null where there is none.</summary>
    public string? OwnWriter(ITypeSymbol type) => Target.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method =>
        method is { IsStatic: true, ReturnsVoid: true, Parameters.Length: 2 } && method.Parameters[0].Type.Name == "Utf8JsonWriter"
        && SymbolEqualityComparer.Default.Equals(method.Parameters[1].Type, type))?.Name;

    /// <summary>The method of the class itself that reads a type; null where there is none.</summary>
    public string? OwnReader(ITypeSymbol type) => Target.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method =>
        method is { IsStatic: true, Parameters.Length: 1 } && method.Parameters[0].Type.Name == "JsonElement"
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, type))?.Name;

    private static List<ITypeSymbol> Types(TypedConstant value) =>
        [.. value.Values.Select(one => one.Value).OfType<ITypeSymbol>().Select(type => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated))];
}
