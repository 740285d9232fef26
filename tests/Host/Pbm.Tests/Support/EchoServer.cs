using System.Net.Sockets;
using Supervision.Control.Pbm;
using Supervision.Pbm.Protocol;

namespace Supervision.Pbm.Tests.Support;

/// <summary>A pbm server with an <see cref="EchoPalette"/>, on a unix socket and, where asked for, a TCP port.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("echo");
    private readonly string _folder = Directory.CreateTempSubdirectory("pbm-test-").FullName;

    private EchoServer(Func<PbmHostOptions, PbmHostOptions> change, bool tcp)
    {
        SocketPath = Path.Combine(_folder, "pbm.sock");
        Host = new PbmHost(_system, change(new PbmHostOptions { UnixPaths = [SocketPath], Host = tcp ? "127.0.0.1" : null, Port = 0, Product = "echo 1" }));
        Host.RegisterCommandPalette(Palette);
    }

    public EchoPalette Palette { get; } = new();

    public PbmHost Host { get; }

    public string SocketPath { get; }

    public PbmAddress Unix => PbmAddress.Unix(SocketPath);

    public PbmAddress Tcp => PbmAddress.Parse(Host.Endpoints[^1])!;

    public static EchoServer Start(Func<PbmHostOptions, PbmHostOptions>? change = null, bool tcp = false, params PaletteHandler[] more)
    {
        var server = new EchoServer(change ?? (options => options), tcp);
        foreach (PaletteHandler handler in more)
            Assert.True(server.Host.RegisterCommandPalette(handler));
        server.Host.Start();
        return server;
    }

    /// <summary>A connection of which the test writes every byte.</summary>
    public async Task<Socket> ConnectRawAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }

    /// <summary>The same, let in.</summary>
    public async Task<(Socket Socket, FrameReader Reader)> ConnectHelloAsync()
    {
        Socket socket = await ConnectRawAsync();
        var reader = new FrameReader(new NetworkStream(socket));
        Assert.IsType<PbmFrame.Greeting>(await NextAsync(reader));
        await socket.SendAsync(FrameWriter.Bytes(new PbmFrame.Hello(1, "raw", [])));
        Assert.IsType<PbmFrame.Welcome>(await NextAsync(reader));
        return (socket, reader);
    }

    public static async Task<PbmFrame?> NextAsync(FrameReader reader)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await reader.ReadAsync(PbmProtocol.LongestAnswer, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _system.Terminate();
        Directory.Delete(_folder, recursive: true);
    }
}
