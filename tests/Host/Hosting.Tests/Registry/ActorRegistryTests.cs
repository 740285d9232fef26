using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting.Tests.Registry;

public sealed class ActorRegistryTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("registry");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public void For_TheSameSystem_IsTheSameRegistry() => Assert.Same(ActorRegistry.For(_system), ActorRegistry.For(_system));

    [Fact]
    public void Register_ATakenKey_ThrowsUnlessToldToOverwrite()
    {
        var registry = new ActorRegistry();
        var (first, second) = (Make(), Make());
        registry.Register<Worker>(first);

        Assert.Contains(nameof(Worker), Assert.Throws<DuplicateActorRegistryException>(() => registry.Register<Worker>(second)).Message, StringComparison.Ordinal);
        Assert.False(registry.TryRegister<Worker>(second));
        Assert.Equal(first, registry.Get<Worker>());

        registry.Register<Worker>(second, overwrite: true);
        Assert.Equal(second, registry.Get<Worker>());
        Assert.Equal([typeof(Worker)], registry.Select(entry => entry.Key));
    }

    [Fact]
    public void Get_AMissingKey_Throws()
    {
        var registry = new ActorRegistry();

        Assert.Contains(nameof(Worker), Assert.Throws<MissingActorRegistryEntryException>(() => registry.Get<Worker>()).Message, StringComparison.Ordinal);
        Assert.False(registry.TryGet<Worker>(out _));
        Assert.False(registry.TryGet(typeof(Worker), out _));
    }

    [Fact]
    public void Register_Nobody_Throws() => Assert.Throws<ArgumentNullException>(() => new ActorRegistry().TryRegister<Worker>(null!));

    [Fact(Timeout = 30_000)]
    public async Task GetAsync_BeforeTheRegistration_WaitsForIt()
    {
        var registry = new ActorRegistry();
        var (one, two) = (registry.GetAsync<Worker>(), registry.GetAsync(typeof(Worker)));
        Assert.False(one.IsCompleted || two.IsCompleted);
        var actor = Make();
        registry.Register<Worker>(actor);

        Assert.Equal([actor, actor], await Task.WhenAll(one, two));
        Assert.Equal(actor, await registry.GetAsync<Worker>());
    }

    [Fact(Timeout = 30_000)]
    public async Task GetAsync_Cancelled_EndsAndLeavesOthersWaiting()
    {
        var registry = new ActorRegistry();
        using var cancellation = new CancellationTokenSource();
        var (cancelled, other) = (registry.GetAsync<Worker>(cancellation.Token), registry.GetAsync<Worker>());
        cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var actor = Make();
        registry.Register<Worker>(actor);
        Assert.Equal(actor, await other);
    }

    [Fact(Timeout = 60_000)]
    public async Task RequiredActor_InjectedBeforeTheStart_IsThereAfterIt()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSupervision("actors", supervision => supervision.WithActors((system, registry) =>
            registry.Register<Worker>(system.ActorOf(Props.Create(() => new Worker()), "worker"))));
        using var host = builder.Build();
        var required = host.Services.GetRequiredService<IRequiredActor<Worker>>();
        Assert.Throws<MissingActorRegistryEntryException>(() => required.ActorRef);
        var awaited = required.GetAsync();

        await host.StartAsync();

        Assert.Equal("pong", await required.ActorRef.Ask<string>("ping", TimeSpan.FromSeconds(10)));
        Assert.Equal(required.ActorRef, await awaited);
        Assert.Same(host.Services.GetRequiredService<ActorRegistry>(), host.Services.GetRequiredService<IReadOnlyActorRegistry>());
        await host.StopAsync();
    }

    private IActorRef Make() => _system.ActorOf(Props.Create(() => new Worker()));

    private sealed class Worker : ReceiveActor
    {
        public Worker() => Receive<string>(_ => Sender.Tell("pong"));
    }
}
