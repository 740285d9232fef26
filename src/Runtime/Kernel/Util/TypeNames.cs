using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Supervision.Actor.Setup;
using Supervision.Configuration;

namespace Supervision.Util;

// Overview
// The configuration names types: loggers, mailboxes, formatters, extensions. Such a name is looked for among those that the
// program registered in code, then among the kernel's own, which are named as Akka.NET names them, too. Last, and only where
// code is compiled at run time, the type is looked for by reflection; ahead of time there would be nothing to find.

/// <summary>Makes the objects that a system's configuration names by their type.</summary>
internal sealed class TypeNames(TypeNamesSetup? registered)
{
    /// <summary>Makes an object.</summary>
    /// <param name="typeName">The name in the configuration.</param>
    /// <param name="setting">The path of the setting.</param>
    /// <param name="door">Where such types are registered in code.</param>
    /// <param name="own">Makes the kernel's types by their simple name; null for one that it does not know.</param>
    /// <param name="arguments">The arguments of the constructor, for reflection.</param>
    /// <exception cref="ConfigurationException">There is no such type, or it cannot be made.</exception>
    public T Create<T>(string typeName, string setting, string door, Func<string, T?> own, params object[] arguments)
        where T : class
    {
        object? made = registered?.Find(WithoutAssembly(typeName)) is { } factory ? factory() : OwnName(typeName) is { } name ? own(name) : null;
        if (made is null)
        {
            Type type = Find(typeName) ?? throw NotFound(typeName, setting, door);
            made = New(type, arguments, setting);
        }

        return made as T ?? throw new ConfigurationException($"{setting}: [{typeName}] is no {typeof(T).Name}");
    }

    /// <summary>Finds a type by its name with assembly, where the run time can; null where there is none.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "A type that trimming removed is not found, and the error says how to register it.")]
    [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "As above: a constructor that trimming removed is reported as missing.")]
    [return: DynamicallyAccessedMembers(Actor.Props.ActorConstructors)]
    public static Type? Find(string typeName) => RuntimeFeature.IsDynamicCodeSupported ? Type.GetType(typeName, throwOnError: false) : null;

    public static ConfigurationException NotFound(string typeName, string setting, string door) => new(
        $"{setting}: the type [{typeName}] is not known. Register it in code with {door}"
        + (RuntimeFeature.IsDynamicCodeSupported ? ", or name it with namespace and assembly: \"Namespace.Type, Assembly\"" : string.Empty));

    public static string WithoutAssembly(string typeName) => typeName.Split(',', 2)[0].Trim();

    /// <summary>The simple name of what may be one of the kernel's types, such as <c>Akka.Event.DefaultLogger, Akka</c>; else null.</summary>
    public static string? OwnName(string typeName) => WithoutAssembly(typeName).Split('.') switch
    {
        [string name] => name,
        ["Akka" or nameof(Supervision), _, string name] => name,
        _ => null,
    };

    private static object New([DynamicallyAccessedMembers(Actor.Props.ActorConstructors)] Type type, object[] arguments, string setting)
    {
        const BindingFlags AnyConstructor =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.CreateInstance | BindingFlags.DoNotWrapExceptions;
        try
        {
            return Activator.CreateInstance(type, AnyConstructor, null, arguments, null)!;
        }
        catch (MissingMethodException e)
        {
            string wanted = string.Join(", ", arguments.Select(static a => a.GetType().Name));
            throw new ConfigurationException($"{setting}: [{type}] has no constructor for ({wanted})", e);
        }
    }
}
