using System.Globalization;
using System.Net.Sockets;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Heartbeats;

/// <summary>Carries out single tries of probes and single scrapes. Thread-safe.</summary>
internal sealed partial class Prober : IDisposable
{
    private readonly IProcessHost _host;
    private readonly TimeProvider _time;

    // Made when a probe first needs them: a tree without such probes starts sooner.
    private readonly Lazy<HttpClient> _http = new(() => Client(Handler()));
    private readonly Lazy<HttpClient> _http2 = new(() => Client(Handler()));

    public Prober(IProcessHost host, TimeProvider time)
    {
        _host = host;
        _time = time;
    }

    /// <summary>One try. What goes wrong with the engine is a result; an exception is a mistake in the check itself.</summary>
    public async Task<ProbeResult> RunAsync(EngineSettings engine, ProbeSettings probe, AttemptSignals signals, CancellationToken cancellation)
    {
        if (AttemptSignals.Answers(probe.Check))
        {
            return signals.Try(probe.Check);
        }

        using var deadline = new CancellationTokenSource(probe.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return probe.Check switch
            {
                ProbeCheck.Http http => await HttpAsync(http, either.Token).ConfigureAwait(false),
                ProbeCheck.Tcp tcp => await TcpAsync(tcp, either.Token).ConfigureAwait(false),
                ProbeCheck.Exec exec => await ExecAsync(engine, exec, either.Token).ConfigureAwait(false),
                ProbeCheck.Grpc grpc => await GrpcAsync(grpc, either.Token).ConfigureAwait(false),
                ProbeCheck.Unix unix => await UnixAsync(unix, either.Token).ConfigureAwait(false),
                ProbeCheck.HeartbeatFile file => File(engine, file, signals),
                _ => throw new InvalidOperationException("can't happen: unknown probe"),
            };
        }
        catch (OperationCanceledException)
        {
            return Failed(ProbeFault.Saturated, string.Create(
                CultureInfo.InvariantCulture, $"{Target(probe.Check)}: no answer within {probe.Timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or IOException)
        {
            var fault = FaultOf(error);
            return Failed(fault, $"{Target(probe.Check)}: {(fault == ProbeFault.Refused ? "nobody listens (connection refused)" : Innermost(error))}");
        }
    }

    public void Dispose()
    {
        foreach (var client in (Lazy<HttpClient>[])[_http, _http2])
        {
            if (client.IsValueCreated)
            {
                client.Value.Dispose();
            }
        }
    }

    private static async Task<ProbeResult> TcpAsync(ProbeCheck.Tcp check, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(check.Host, check.Port, cancellation).ConfigureAwait(false);
        return new ProbeResult(true, true, $"{check.Host}:{check.Port}: connected");
    }

    private static async Task<ProbeResult> UnixAsync(ProbeCheck.Unix check, CancellationToken cancellation)
    {
        using var socket = await ConnectAsync(check.Path, cancellation).ConfigureAwait(false);
        return new ProbeResult(true, true, $"{check.Path}: connected");
    }

    private static async Task<Socket> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path), cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<ProbeResult> ExecAsync(EngineSettings engine, ProbeCheck.Exec check, CancellationToken cancellation)
    {
        var spawned = await SpawnPlan.SpawnHelperAsync(_host, engine, check.Command, SilentObserver.Instance, cancellation)
            .ConfigureAwait(false);
        if (spawned is not SpawnResult.Started { Process: var process })
        {
            return Failed(ProbeFault.Error, ((SpawnResult.Failed)spawned).Failure.Message);
        }

        try
        {
            var status = await process.Exited.WaitAsync(cancellation).ConfigureAwait(false);
            return new ProbeResult(status.Code == 0, true, $"{check.Command[0]}: {status}");
        }
        finally
        {
            // Also where it exited: a probe must leave nothing behind.
            await process.KillTreeAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
            process.Dispose();
        }
    }

    // A file from before the start was touched by an earlier attempt. Its clock is the kernel's coarse one, a few milliseconds late.
    private ProbeResult File(EngineSettings engine, ProbeCheck.HeartbeatFile check, AttemptSignals signals)
    {
        var path = engine.Directory is { } directory ? Path.Combine(directory, check.Path) : check.Path;
        DateTimeOffset changed;
        try
        {
            if (!System.IO.File.Exists(path))
            {
                return Failed(ProbeFault.Error, $"{check.Path}: there is no such file");
            }

            changed = System.IO.File.GetLastWriteTimeUtc(path);
        }
        catch (UnauthorizedAccessException)
        {
            return Failed(ProbeFault.Error, $"{check.Path}: permission denied");
        }

        if (changed < signals.StartedAt - TimeSpan.FromMilliseconds(100))
        {
            return Failed(ProbeFault.Error, $"{check.Path}: not touched since the start");
        }

        var age = _time.GetUtcNow() - changed;
        var fresh = age <= check.MaxAge;
        return new ProbeResult(fresh, fresh, string.Create(CultureInfo.InvariantCulture, $"{check.Path}: touched {Math.Max(0, age.TotalSeconds):0.#} s ago"));
    }

    private static ProbeResult Failed(ProbeFault fault, string detail) => new(false, false, detail) { Fault = fault };

    // A unix socket's file that is not there is nobody who listens, as is one that nobody listens on; a full backlog is somebody who is slow.
    private static ProbeFault FaultOf(Exception error) => error switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.AddressNotAvailable } => ProbeFault.Refused,
        SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock or SocketError.TryAgain } => ProbeFault.Saturated,
        { InnerException: { } inner } => FaultOf(inner),
        _ => ProbeFault.Error,
    };

    private static string Target(ProbeCheck check) => check switch
    {
        ProbeCheck.Http http => http.Url.ToString(),
        ProbeCheck.Tcp tcp => $"{tcp.Host}:{tcp.Port}",
        ProbeCheck.Grpc grpc => $"{grpc.Host}:{grpc.Port}",
        ProbeCheck.Unix unix => unix.Path,
        ProbeCheck.Exec exec => exec.Command[0],
        _ => "probe",
    };

    private static string Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error.Message;

    private sealed class SilentObserver : IProcessObserver
    {
        public static SilentObserver Instance { get; } = new();

        public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
        {
        }

        public void OnOutputClosed(OutputStream stream)
        {
        }

        public void OnExited(ExitStatus status)
        {
        }
    }
}
