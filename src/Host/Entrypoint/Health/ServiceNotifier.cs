using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Supervision.Control.Health;

namespace Supervision.Entrypoint.Health;

// Overview
// sd_notify(3) without its library: a datagram to the socket in NOTIFY_SOCKET. The watchdog's pulse is sent only after the tree has
// answered, so that a daemon whose actors are stuck is restarted by systemd.

/// <summary>Tells systemd how the daemon is. Nothing is thrown; without systemd nothing is done.</summary>
internal sealed class ServiceNotifier : IDisposable
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(5);

    private readonly Socket? _socket;
    private readonly TimeSpan _pulse;
    private readonly CancellationTokenSource _end = new();

    /// <param name="environment">The variables; null is unset.</param>
    public ServiceNotifier(Func<string, string?> environment)
    {
        _pulse = PulseOf(environment) ?? _period;
        if (environment("NOTIFY_SOCKET") is not { Length: > 1 } address)
            return;
        try
        {
            // A receiver that does not read must not hold us up.
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            // '@' stands for the NUL of the abstract namespace.
            _socket.Connect(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address));
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            _socket?.Dispose();
            _socket = null;
        }
    }

    /// <summary>Says that the daemon supervises, and then how it is until it is disposed.</summary>
    /// <param name="ask">Answers for the tree.</param>
    public void Begin(Func<HealthQuestion, Task<HealthAnswer>> ask)
    {
        Send("READY=1");
        if (_socket is not null)
            _ = PulseAsync(ask, _end.Token);
    }

    /// <summary>Says that the end has begun.</summary>
    public void Stopping() => Send("STOPPING=1\nSTATUS=stopping");

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _socket?.Dispose();
    }

    private async Task PulseAsync(Func<HealthQuestion, Task<HealthAnswer>> ask, CancellationToken end)
    {
        using var timer = new PeriodicTimer(_pulse);
        try
        {
            do
            {
                HealthAnswer alive = await ask(HealthQuestion.Live);
                if (alive.Good)
                    Send($"WATCHDOG=1\nSTATUS={alive.Text.TrimEnd('\n').Replace("\n", "; ", StringComparison.Ordinal)}");
            }
            while (await timer.WaitForNextTickAsync(end));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private void Send(string message)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(message));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Nobody listens any more, or not fast enough.
        }
    }

    // Half the time that systemd allows, as it recommends.
    private static TimeSpan? PulseOf(Func<string, string?> environment)
    {
        bool ours = environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return ours && long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long micros) && micros > 0
            ? TimeSpan.FromMicroseconds(Math.Clamp(micros / 2, 1000, long.MaxValue / 20))
            : null;
    }
}
