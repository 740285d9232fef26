using Microsoft.CodeAnalysis;

namespace Supervision.RecordJson;

/// <summary>What kind of JSON a type is.</summary>
internal static class Shapes
{
    private static readonly string[] _lists =
    [
        "System.Collections.Generic.IEnumerable<T>", "System.Collections.Generic.IReadOnlyList<T>", "System.Collections.Generic.List<T>",
        "System.Collections.Immutable.ImmutableArray<T>",
    ];

    private static readonly string[] _maps =
    [
        "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>", "System.Collections.Generic.Dictionary<TKey, TValue>",
        "System.Collections.Immutable.ImmutableDictionary<TKey, TValue>", "System.Collections.Immutable.ImmutableSortedDictionary<TKey, TValue>",
    ];

    /// <summary>The type within a <c>Nullable</c> or behind a question mark, and whether there was one.</summary>
    public static (ITypeSymbol Type, bool CanBeNull) Of(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? (nullable.TypeArguments[0], true)
        : (type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), type.NullableAnnotation == NullableAnnotation.Annotated);

    public static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_Int32
        or SpecialType.System_Int64 or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_Single
        or SpecialType.System_Double;

    public static bool Is(ITypeSymbol type, string name) => type.ToDisplayString() == name;

    public static bool IsBytes(ITypeSymbol type) => type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte };

    /// <summary>The type of the elements; null for what is no list.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) =>
        type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType
        : type is INamedTypeSymbol { TypeArguments.Length: 1 } named && _lists.Contains(named.OriginalDefinition.ToDisplayString()) ? named.TypeArguments[0]
        : null;

    /// <summary>The types of keys and values; null for what is no dictionary.</summary>
    public static (ITypeSymbol Key, ITypeSymbol Value)? EntryOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 2 } named && _maps.Contains(named.OriginalDefinition.ToDisplayString())
            ? (named.TypeArguments[0], named.TypeArguments[1])
            : null;

    /// <summary>Whether it is a type of ours, whose properties are its members.</summary>
    public static bool IsObject(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, TypeArguments.Length: 0, SpecialType: SpecialType.None } named
        && named.ContainingNamespace?.ToDisplayString() is { } place && place != "System" && !place.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>The types that stand for an abstract one, with their words.</summary>
    public static IReadOnlyList<(INamedTypeSymbol Type, string Word)> Derived(ITypeSymbol type) =>
        [.. type.GetAttributes().Where(one => one.AttributeClass?.Name == "JsonDerivedTypeAttribute" && one.ConstructorArguments.Length == 2)
            .Select(one => ((INamedTypeSymbol)one.ConstructorArguments[0].Value!, (string)one.ConstructorArguments[1].Value!))];

    /// <summary>Public properties as System.Text.Json takes them: those of the type itself, then those of the type that it is derived from.</summary>
    public static IReadOnlyList<IPropertySymbol> Properties(ITypeSymbol type)
    {
        var found = new List<IPropertySymbol>();
        var names = new HashSet<string>();
        for (var each = type; each is { SpecialType: SpecialType.None }; each = each.BaseType)
        {
            found.AddRange(each.GetMembers().OfType<IPropertySymbol>().Where(property =>
                property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
                && names.Add(property.Name)));
        }

        return found;
    }

    public static bool CanBeSet(IPropertySymbol property) => property.SetMethod is { DeclaredAccessibility: Accessibility.Public };

    /// <summary>The constructor that a value is made with; null where that is not clear.</summary>
    public static IMethodSymbol? ConstructorOf(INamedTypeSymbol type)
    {
        var all = type.InstanceConstructors.Where(one => one.DeclaredAccessibility == Accessibility.Public).ToList();
        var own = all.Where(one => !one.IsImplicitlyDeclared).ToList();
        var one = own.Count == 1 ? own[0] : all.FirstOrDefault(each => each.Parameters.Length == 0);
        return type.IsAbstract ? null : one;
    }
}
