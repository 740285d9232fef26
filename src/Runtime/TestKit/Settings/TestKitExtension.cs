using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>The <see cref="TestKitSettings"/> of an actor system.</summary>
public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    private static readonly TestKitExtension Id = new();

    /// <summary>The settings of the system.</summary>
    public static TestKitSettings For(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return Id.Apply(system);
    }

    /// <inheritdoc/>
    public override TestKitSettings CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);
}
