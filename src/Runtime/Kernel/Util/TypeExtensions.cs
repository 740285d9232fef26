namespace Supervision.Util;

/// <summary>Questions about types.</summary>
public static class TypeExtensions
{
    /// <summary>Whether values of a type can be used as another one.</summary>
    /// <typeparam name="T">The more general type.</typeparam>
    /// <param name="type">The type.</param>
    public static bool Implements<T>(this Type type) => type.Implements(typeof(T));

    /// <summary>Whether values of a type can be used as another one.</summary>
    /// <param name="type">The type.</param>
    /// <param name="moreGeneralType">The more general type.</param>
    public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);

    /// <summary>The name of a type with its assembly, without version, culture and key, also in its type arguments.</summary>
    /// <param name="type">The type.</param>
    public static string TypeQualifiedName(this Type type)
    {
        var assembly = type.Assembly.GetName().Name;
        return $"{NameOf(type)}, {(assembly == "System.Private.CoreLib" ? "mscorlib" : assembly)}";
    }

    private static string NameOf(Type type) => type.IsConstructedGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(",", type.GetGenericArguments().Select(argument => $"[{argument.TypeQualifiedName()}]"))}]"
        : type.FullName!;
}
