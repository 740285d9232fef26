using Supervision.Pbm.Tests.Support;

namespace Supervision.Pbm.Tests.Server;

public sealed class AuthenticationTests
{
    private const string Token = "a-token-of-some-length";

    // Whether the server has a token × how the client comes × what it knows.
    [Theory(Timeout = 60000)]
    [InlineData(false, "socket", "none", true)]
    [InlineData(false, "socket", "wrong", true)]
    [InlineData(false, "loopback", "none", true)]
    [InlineData(false, "loopback", "wrong", true)]
    [InlineData(false, "wide", "none", true)]
    [InlineData(true, "socket", "none", true)]
    [InlineData(true, "socket", "wrong", true)]
    [InlineData(true, "socket", "right", true)]
    [InlineData(true, "loopback", "none", false)]
    [InlineData(true, "loopback", "wrong", false)]
    [InlineData(true, "loopback", "right", true)]
    [InlineData(true, "wide", "none", false)]
    [InlineData(true, "wide", "wrong", false)]
    [InlineData(true, "wide", "right", true)]
    public async Task Client_IsLetIn_OrNot(bool serverHasToken, string way, string knows, bool let)
    {
        await using EchoServer server = EchoServer.Start(
            options => options with { Token = serverHasToken ? Token : null, Host = way == "wide" ? "0.0.0.0" : options.Host }, tcp: true);
        PbmAddress address = way == "socket" ? server.Unix : PbmAddress.Tcp("127.0.0.1", PbmAddress.Parse(server.Host.Endpoints[^1])!.Port);
        var options = new PbmClientOptions { Token = knows switch { "right" => Token, "wrong" => Token + "x", _ => null } };

        if (let)
        {
            await using PbmClient client = await PbmClient.ConnectAsync(address, options);
            Assert.Equal("a\ncode 0", $"{await Answer.OfAsync(client.ExecuteAsync(["echo", "words", "a"]))}");
        }
        else
        {
            var error = await Assert.ThrowsAsync<PbmConnectException>(() => PbmClient.ConnectAsync(address, options));
            Assert.Equal(PbmConnectFailure.Unauthorised, error.Kind);
            Assert.DoesNotContain(Token, error.Message);
            Assert.True(await Eventually.Holds(() => server.Host.Statistics is { Accepted: 0, Refused: 1 }, TimeSpan.FromSeconds(30)));
        }
    }

    [Fact(Timeout = 60000)]
    public async Task Socket_IsItsOwnersAlone()
    {
        await using EchoServer server = EchoServer.Start();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.SocketPath));
    }

    [Fact(Timeout = 60000)]
    public async Task Path_OfALivingServer_IsNotTaken_AndThatOfADeadOneIs()
    {
        await using EchoServer first = EchoServer.Start();
        await using var system = new OwnedSystem();
        await using var second = new Control.Pbm.PbmHost(system.System, new Control.Pbm.PbmHostOptions { UnixPaths = [first.SocketPath] });
        await using var optional = new Control.Pbm.PbmHost(system.System, new Control.Pbm.PbmHostOptions { UnixPaths = [first.SocketPath], UnixOptional = true });

        Assert.Contains("another daemon listens there", Assert.Throws<IOException>(second.Start).Message);
        optional.Start();
        Assert.Empty(optional.Endpoints);
        await using PbmClient client = await PbmClient.ConnectAsync(first.Unix);

        // What a killed daemon leaves behind: the file, and a lock that nobody holds.
        string left = Path.Combine(Path.GetDirectoryName(first.SocketPath)!, "left.sock");
        await File.WriteAllTextAsync(left, "");
        await File.WriteAllTextAsync(left + ".lock", "");
        await using var third = new Control.Pbm.PbmHost(system.System, new Control.Pbm.PbmHostOptions { UnixPaths = [Path.Combine(left, "no", "folder"), left] });
        third.Start();
        Assert.Equal(left, Assert.Single(third.Endpoints));
        await third.DisposeAsync();
        Assert.False(File.Exists(left));
        Assert.False(File.Exists(left + ".lock"));
    }

    private sealed class OwnedSystem : IAsyncDisposable
    {
        public ActorSystem System { get; } = ActorSystem.Create("owned");

        public async ValueTask DisposeAsync() => await System.Terminate();
    }
}
