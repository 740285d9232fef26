using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>The assertions that belong to an actor system; the kit registers them.</summary>
public class TestKitAssertionsExtension(ITestKitAssertions assertions) : ExtensionIdProvider<TestKitAssertionsProvider>
{
    /// <summary>The assertions of the system.</summary>
    /// <exception cref="InvalidOperationException">No test kit has used this system.</exception>
    public static TestKitAssertionsProvider For(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.GetExtension<TestKitAssertionsProvider>()
            ?? throw new InvalidOperationException($"No test kit has registered its assertions with {system}.");
    }

    /// <inheritdoc/>
    public override TestKitAssertionsProvider CreateExtension(ExtendedActorSystem system) => new(assertions);
}
