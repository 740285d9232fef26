using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor;

/// <summary>Getting extensions.</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>The extension of a type; it must be registered.</summary>
    public static T WithExtension<T>(this ActorSystem system)
        where T : class, IExtension => system.GetExtension<T>()
            ?? throw new InvalidOperationException($"No extension of type {typeof(T)} is registered");

    /// <summary>The extension of a type; registered by an id of the other type when it is not yet.</summary>
    /// <param name="system">The system.</param>
    /// <param name="extensionId">The type of the id: an <see cref="IExtensionId"/> with a public constructor without parameters.</param>
    /// <exception cref="ArgumentException">It is no such type.</exception>
    public static T WithExtension<T>(
        this ActorSystem system,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type extensionId)
        where T : class, IExtension
    {
        if (system.HasExtension<T>())
        {
            return system.GetExtension<T>()!;
        }

        return extensionId.GetConstructor(Type.EmptyTypes)?.Invoke(null) is IExtensionId id
            ? (T)system.RegisterExtension(id)
            : throw new ArgumentException($"{extensionId} is no extension id with a constructor without parameters", nameof(extensionId));
    }

    /// <summary>The extension of a type; registered by an id of the other type when it is not yet.</summary>
    public static T WithExtension<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TI>(this ActorSystem system)
        where T : class, IExtension
        where TI : IExtensionId => system.HasExtension<T>()
            ? system.GetExtension<T>()!
            : (T)system.RegisterExtension(Activator.CreateInstance<TI>());
}
