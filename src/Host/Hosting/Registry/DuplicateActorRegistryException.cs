namespace Supervision.Hosting;

/// <summary>The key of a registration is taken.</summary>
/// <param name="message">Which one.</param>
public sealed class DuplicateActorRegistryException(string message) : Exception(message);
