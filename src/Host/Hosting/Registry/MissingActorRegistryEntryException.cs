namespace Supervision.Hosting;

/// <summary>No actor is registered for a key.</summary>
/// <param name="message">Which one.</param>
public sealed class MissingActorRegistryEntryException(string message) : Exception(message);
