using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Supervision.Posix.Tests.Notifying;

public sealed class NotifySocketTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private static void Send(NotifySocket to, string text)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.SendTo(Encoding.UTF8.GetBytes(text), new UnixDomainSocketEndPoint("\0" + to.Address[1..]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Message_OfAnAcceptedSender_ArrivesAndThatOfAnotherDoesNot()
    {
        using var socket = NotifySocket.Open($"supervision-test-{Guid.NewGuid():N}");
        using var stop = new CancellationTokenSource();
        var messages = Channel.CreateUnbounded<string>();
        var senders = new List<int>();
        var asked = 0;
        var run = socket.RunAsync(
            pid =>
            {
                senders.Add(pid);
                // The first message is a stranger's.
                return ValueTask.FromResult(++asked > 1);
            },
            message => messages.Writer.TryWrite(message), stop.Token);

        Send(socket, "READY=1\nSTATUS=stranger");
        Send(socket, "READY=1\nSTATUS=ü");
        Send(socket, "");
        Send(socket, new string('x', 20_000));
        Send(socket, "WATCHDOG=1");

        Assert.Equal("READY=1\nSTATUS=ü", await messages.Reader.ReadAsync().AsTask().WaitAsync(_patience));
        Assert.Equal("", await messages.Reader.ReadAsync().AsTask().WaitAsync(_patience));
        Assert.Equal(16 * 1024, (await messages.Reader.ReadAsync().AsTask().WaitAsync(_patience)).Length);
        Assert.Equal("WATCHDOG=1", await messages.Reader.ReadAsync().AsTask().WaitAsync(_patience));
        Assert.All(senders, pid => Assert.Equal(Environment.ProcessId, pid));
        stop.Cancel();
        await run.WaitAsync(_patience);
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_OfASocketThatIsDisposed_Ends()
    {
        var socket = NotifySocket.Open($"supervision-test-{Guid.NewGuid():N}");
        var run = socket.RunAsync(_ => ValueTask.FromResult(true), _ => { }, CancellationToken.None);

        socket.Dispose();

        await run.WaitAsync(_patience);
    }

    [Fact]
    public void Open_AddressThatIsTaken_Throws()
    {
        var name = $"supervision-test-{Guid.NewGuid():N}";
        using var socket = NotifySocket.Open(name);

        Assert.Equal("@" + name, socket.Address);
        Assert.Throws<SocketException>(() => NotifySocket.Open(name));
    }
}
