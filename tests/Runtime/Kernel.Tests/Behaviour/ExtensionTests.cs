using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class ExtensionTests : KernelTest
{
    [Fact]
    public void WithExtension_Twice_IsMadeOnce()
    {
        var first = Sys.WithExtension<Ext, ExtProvider>();
        Assert.Same(first, Sys.WithExtension<Ext, ExtProvider>());
        Assert.Same(first, Sys.GetExtension<Ext>());
        Assert.True(Sys.HasExtension<Ext>());
        Assert.Same(Sys, first.System);
    }

    [Fact]
    public void GetExtension_NotRegistered_IsNull()
    {
        Assert.Null(Sys.GetExtension<Ext>());
        Assert.False(Sys.HasExtension<Ext>());
    }

    [Fact]
    public void Apply_Provider_RegistersIt()
    {
        var ext = new ExtProvider().Apply(Sys);
        Assert.Same(ext, new ExtProvider().Get(Sys));
    }

    [Fact(Timeout = 30000)]
    public async Task RegisterExtension_ManyThreads_MakeOne()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => new ExtProvider().Apply(Sys))));
        Assert.Single(made.Distinct());
    }

    [Fact]
    public void CreateExtension_Throws_ReachesTheCaller()
    {
        Assert.ThrowsAny<Exception>(() => Sys.WithExtension<Bad, BadProvider>());
        Assert.ThrowsAny<Exception>(() => Sys.WithExtension<Bad, BadProvider>());
    }

    private sealed class Ext(ActorSystem system) : IExtension
    {
        public ActorSystem System { get; } = system;
    }

    private sealed class ExtProvider : ExtensionIdProvider<Ext>
    {
        public override Ext CreateExtension(ExtendedActorSystem system) => new(system);
    }

    private sealed class Bad : IExtension
    {
    }

    private sealed class BadProvider : ExtensionIdProvider<Bad>
    {
        public override Bad CreateExtension(ExtendedActorSystem system) => throw new InvalidOperationException("bad extension");
    }
}
