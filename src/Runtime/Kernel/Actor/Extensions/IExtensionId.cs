namespace Supervision.Actor;

/// <summary>Identifies and makes an extension.</summary>
public interface IExtensionId
{
    /// <summary>The type of the extension.</summary>
    Type ExtensionType { get; }

    /// <summary>The extension of a system; registered when it is not yet.</summary>
    object Apply(ActorSystem system);

    /// <summary>The extension of a system; registered when it is not yet.</summary>
    object Get(ActorSystem system);

    /// <summary>Makes the extension. Called once per system.</summary>
    object CreateExtension(ExtendedActorSystem system);
}

/// <summary>Identifies and makes an extension of a type.</summary>
public interface IExtensionId<out T> : IExtensionId
    where T : IExtension
{
    /// <summary>The extension of a system; registered when it is not yet.</summary>
    new T Apply(ActorSystem system);

    /// <summary>The extension of a system; registered when it is not yet.</summary>
    new T Get(ActorSystem system);

    /// <summary>Makes the extension. Called once per system.</summary>
    new T CreateExtension(ExtendedActorSystem system);
}
