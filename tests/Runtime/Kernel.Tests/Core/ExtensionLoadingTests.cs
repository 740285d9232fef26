using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;

namespace Supervision.Kernel.Tests.Core;

public sealed class ExtensionLoadingTests
{
    [Fact(Timeout = 30000)]
    public async Task Extensions_OfTheConfiguration_AreThereAtTheStart()
    {
        ActorSystem system = Start(
            $"[\"{typeof(FoundProvider).AssemblyQualifiedName}\", registered, \"No.Such.Extension, Nowhere\", \"{typeof(FailingProvider).AssemblyQualifiedName}\"]",
            new TypeNamesSetup().Register("registered", static () => new RegisteredProvider()));

        Assert.True(system.HasExtension<Found>());
        Assert.True(system.HasExtension<Registered>());
        Assert.Same(system, system.WithExtension<Found>().System);
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task WithExtension_ByTheTypeOfItsId_RegistersOnce()
    {
        ActorSystem system = Start("[]");

        Assert.False(system.TryGetExtension<Found>(out _));
        Found first = system.WithExtension<Found>(typeof(FoundProvider));
        Assert.Same(first, system.WithExtension<Found, FoundProvider>());
        Assert.True(system.TryGetExtension(typeof(Found), out object? found));
        Assert.Same(first, found);
        Assert.Throws<ArgumentException>(() => system.WithExtension<Registered>(typeof(string)));
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task Extension_ThatFails_FailsInTheSameWayEveryTime()
    {
        ActorSystem system = Start("[]");

        Exception first = Assert.Throws<InvalidOperationException>(() => system.WithExtension<Failing, FailingProvider>());
        Assert.Same(first, Assert.Throws<InvalidOperationException>(() => system.RegisterExtension(new FailingProvider())));
        Assert.False(system.HasExtension<Failing>());
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task InjectTopLevelFallback_SuppliesWhatIsMissing()
    {
        ActorSystem system = Start("[]");

        system.Settings.InjectTopLevelFallback("extra { a = 1 }\nakka.extensions = [x]");

        Assert.Equal(1, system.Settings.Config.GetInt("extra.a"));
        Assert.Empty(system.Settings.Config.GetStringList("akka.extensions"));
        await system.Terminate();
    }

    private static ActorSystem Start(string extensions, params Setup[] setups) => ActorSystem.Create("extended", ActorSystemSetup.Create(
        [BootstrapSetup.Create().WithConfig($"akka {{ stdout-loglevel = OFF, loglevel = OFF, extensions = {extensions} }}"), .. setups]));

    private sealed record Found(ActorSystem System) : IExtension;

    private sealed class FoundProvider : ExtensionIdProvider<Found>
    {
        public override Found CreateExtension(ExtendedActorSystem system) => new(system);
    }

    private sealed class Registered : IExtension;

    private sealed class RegisteredProvider : ExtensionIdProvider<Registered>
    {
        public override Registered CreateExtension(ExtendedActorSystem system) => new();
    }

    private sealed class Failing : IExtension;

    private sealed class FailingProvider : ExtensionIdProvider<Failing>
    {
        public override Failing CreateExtension(ExtendedActorSystem system) => throw new InvalidOperationException("never");
    }
}
