using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Control.Pbm;
using Supervision.Control.Tests.Support;

namespace Supervision.Pbm.Tests.Support;

/// <summary>A real tree with a control service and a pbm server in front of it.</summary>
internal sealed class TreeServer : IAsyncDisposable
{
    private TreeServer(ControlHarness control, PbmHost host, PbmClient client)
    {
        Control = control;
        Host = host;
        Client = client;
    }

    public ControlHarness Control { get; }

    public PbmHost Host { get; }

    public PbmClient Client { get; }

    public static async Task<TreeServer> StartAsync(ControlHarness control)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("pbm-tree-").FullName, "pbm.sock");
        PbmHost host = new PbmHost(control.Tree.System, new PbmHostOptions { UnixPaths = [path] }).RegisterControlPalettes(control.Control);
        host.Start();
        return new TreeServer(control, host, await PbmClient.ConnectAsync(PbmAddress.Unix(path)));
    }

    public Task<Answer> RunAsync(string command, bool json = false) => Answer.OfAsync(Client.ExecuteTextCommandAsync(command, json));

    /// <summary>Waits until these are ready, in whichever order.</summary>
    public async Task ReadyAsync(params string[] engines)
    {
        var missing = engines.ToHashSet();
        while (missing.Count > 0)
            missing.Remove((await Control.Harness.NextAsync<EngineReady>()).Engine);
        // The events overtake what is shown.
        foreach (string engine in engines)
            await Control.Harness.StatusOfAsync(engine, status => status.Readiness == Readiness.Ready);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Host.DisposeAsync();
        await Control.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Client.Address.Path)!, recursive: true);
    }
}
