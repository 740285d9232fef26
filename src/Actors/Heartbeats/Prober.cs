using System.Globalization;
using System.Net.Sockets;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Heartbeats;

/// <summary>Carries out single tries of probes. Every failure is a result; nothing is thrown. Thread-safe.</summary>
internal sealed class Prober : IDisposable
{
    private readonly IProcessHost _host;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public Prober(IProcessHost host, TimeProvider time)
    {
        _host = host;
        _time = time;
        // A connection per try: a kept one can outlive the listener's ability to accept new ones. No proxy, no redirects: the answer
        // of the engine itself counts.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<ProbeResult> RunAsync(EngineSettings engine, ProbeSettings probe, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(probe.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return probe.Check switch
            {
                ProbeCheck.Http http => await HttpAsync(http, either.Token).ConfigureAwait(false),
                ProbeCheck.Tcp tcp => await TcpAsync(tcp, either.Token).ConfigureAwait(false),
                ProbeCheck.Exec exec => await ExecAsync(engine, exec, either.Token).ConfigureAwait(false),
                _ => throw new InvalidOperationException("can't happen: unknown probe"),
            };
        }
        catch (OperationCanceledException)
        {
            return new ProbeResult(false, false, string.Create(
                CultureInfo.InvariantCulture, $"{Target(probe.Check)}: no answer within {probe.Timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or IOException)
        {
            return new ProbeResult(false, false, $"{Target(probe.Check)}: {Innermost(error)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ProbeResult> HttpAsync(ProbeCheck.Http check, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, check.Url);
        request.Headers.ConnectionClose = true;
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        return new ProbeResult(status is >= 200 and < 400, true, $"{check.Url}: status {status}");
    }

    private static async Task<ProbeResult> TcpAsync(ProbeCheck.Tcp check, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(check.Host, check.Port, cancellation).ConfigureAwait(false);
        return new ProbeResult(true, true, $"{check.Host}:{check.Port}: connected");
    }

    private async Task<ProbeResult> ExecAsync(EngineSettings engine, ProbeCheck.Exec check, CancellationToken cancellation)
    {
        var spawned = await SpawnPlan.SpawnHelperAsync(_host, engine, check.Command, SilentObserver.Instance, cancellation)
            .ConfigureAwait(false);
        if (spawned is not SpawnResult.Started { Process: var process })
        {
            return new ProbeResult(false, false, ((SpawnResult.Failed)spawned).Failure.Message);
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

    private static string Target(ProbeCheck check) => check switch
    {
        ProbeCheck.Http http => http.Url.ToString(),
        ProbeCheck.Tcp tcp => $"{tcp.Host}:{tcp.Port}",
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
