using System.Net;
using System.Net.Sockets;

namespace TinyEngine.Tests.Faults;

public sealed class ChildFaultTests
{
    [Fact(Timeout = 60000)]
    public async Task ForkChild_OwnPort_OutlivesTheEngineAndHoldsThePort()
    {
        using var engine = EngineProcess.Ready("--fault=fork-child:own/60s@ready");
        int child = engine.ChildIn("lives on in its own session");
        await Eventually.TrueAsync(() => Stat(child)?.Session == child, "a session of its own");
        engine.Signal(9);
        Assert.Equal(137, await engine.ExitAsync());
        Assert.NotNull(Stat(child));

        using var next = EngineProcess.Start("--port", $"{engine.Port}");
        Assert.Equal(1, await next.ExitAsync());
        next.WaitForLine("address already in use");
    }

    [Fact(Timeout = 60000)]
    public async Task ForkChild_OtherPort_HoldsItForItsLife()
    {
        int port = FreePort();
        using var engine = EngineProcess.Ready($"--fault=fork-child:{port}/5s@ready");
        engine.ChildIn($"holding 127.0.0.1:{port}");
        using (var probe = new TcpClient())
            await probe.ConnectAsync(IPAddress.Loopback, port);
        await Eventually.TrueAsync(() => CanBind(port), "the port given back");
    }

    [Fact(Timeout = 60000)]
    public async Task PortHeld_AtStart_FailsToBindUntilTheHolderIsGone()
    {
        int port = FreePort();
        using var engine = EngineProcess.Start("--port", $"{port}", "--fault=port-held:6s@0s");
        engine.ChildIn("lives on in its own session");
        Assert.Equal(1, await engine.ExitAsync());
        engine.WaitForLine($"tiny-engine: address already in use: 127.0.0.1:{port}");
        await Eventually.TrueAsync(() => CanBind(port), "the port given back");
    }

    [Fact(Timeout = 60000)]
    public async Task ZombieChild_Ended_StaysAZombieOfTheEngine()
    {
        using var engine = EngineProcess.Ready("--fault=zombie-child@ready");
        int child = engine.ChildIn("will stay a zombie");
        await Eventually.TrueAsync(() => Stat(child) is { State: 'Z' }, "a zombie");
        Assert.Equal(engine.Pid, Stat(child)!.Value.Parent);
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task LoseWorker_Fired_HealthIs200AndRequestsStand()
    {
        using var engine = EngineProcess.Ready("--workers=2", "--token-delay=1ms", "--control");
        int first = engine.ChildIn("worker 0 started");
        int second = engine.ChildIn("worker 1 started");
        Assert.Equal(engine.Pid, Stat(second)!.Value.Parent);
        await engine.FaultAsync("""{"kind":"lose-worker","arg":"1"}""");
        engine.WaitForLine($"worker 1, pid {second}, died unexpectedly");
        Task<string> held = engine.CompleteAsync("""{"prompt":"The river","max_tokens":2}""");
        await Eventually.GetAsync(() => engine.MetricAsync("vllm:num_requests_running"), n => n == 1, "running");
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
        Assert.Equal(0, await engine.MetricAsync("vllm:generation_tokens_total"));
        Assert.NotNull(Stat(first));
        Assert.False(held.IsCompleted);
    }

    [Fact(Timeout = 60000)]
    public async Task Workers_EngineStops_AreGone()
    {
        using var engine = EngineProcess.Ready("--workers=1");
        int worker = engine.ChildIn("worker 0 started");
        engine.Signal(15);
        Assert.Equal(0, await engine.ExitAsync());
        await Eventually.TrueAsync(() => Stat(worker) is null or { State: 'Z' }, "the worker gone");
    }

    [Fact(Timeout = 60000)]
    public async Task Workers_EngineKilled_AreLeftBehind()
    {
        using var engine = EngineProcess.Ready("--workers=1");
        int worker = engine.ChildIn("worker 0 started");
        engine.Signal(9);
        Assert.Equal(137, await engine.ExitAsync());
        await Eventually.TrueAsync(() => Stat(worker) is { } now && now.Parent != engine.Pid, "a new parent");
        Assert.NotEqual('Z', Stat(worker)!.Value.State);
    }

    private static (char State, int Parent, int Session)? Stat(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1]), int.Parse(fields[3]));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool CanBind(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
