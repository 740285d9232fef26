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
    public static T WithExtension<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TI>(this ActorSystem system)
        where T : class, IExtension
        where TI : IExtensionId => system.HasExtension<T>()
            ? system.GetExtension<T>()!
            : (T)system.RegisterExtension(Activator.CreateInstance<TI>());
}
