// The checks and scrapes that speak HTTP.
using System.Net.Security;
using System.Net.Sockets;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Heartbeats;

internal sealed partial class Prober
{
    // More than any list of models has.
    private const int LongestBody = 1024 * 1024;

    /// <summary>Reads an engine's metrics. Never throws, unless cancelled: what cannot be read is not known.</summary>
    public async Task<ProgressSample> ScrapeAsync(ProgressSettings progress, PrometheusText text, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(progress.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, progress.Url);
            request.Headers.ConnectionClose = true;
            request.Headers.Accept.ParseAdd("text/plain");
            using var response = await SendAsync(_http.Value, request, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return ProgressSample.Unknown($"{progress.Url}: status {(int)response.StatusCode}");
            }

            var body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                await text.ReadAsync(body, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ProgressSample.Unknown($"{progress.Url}: no answer within {progress.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or IOException)
        {
            return ProgressSample.Unknown($"{progress.Url}: {Innermost(error)}");
        }

        return ProgressSample.Of(progress, text);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellation) =>
        request.RequestUri!.Scheme == Uri.UriSchemeHttps && !OpenSsl.IsThere
            ? throw new HttpRequestException(OpenSsl.Missing)
            : client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);

    private static HttpClient Client(SocketsHttpHandler handler) => new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    // A connection per try: a kept one can outlive the listener's ability to accept new ones. No proxy, no redirects: the answer of the
    // engine itself counts.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
    };

    private async Task<ProbeResult> HttpAsync(ProbeCheck.Http check, CancellationToken cancellation)
    {
        using var own = check.UnixSocket is null && check.VerifyTls ? null : Client(HandlerFor(check));
        using var request = new HttpRequestMessage(new HttpMethod(check.Method), check.Url);
        request.Headers.ConnectionClose = true;
        foreach (var (name, value) in check.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                throw new InvalidOperationException($"the header {name} cannot be sent");
            }
        }

        using var response = await SendAsync(own ?? _http.Value, request, cancellation).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        if (!check.Status.Contains(status))
        {
            return new ProbeResult(false, true, $"{check.Url}: status {status}");
        }

        if (check is { Contains: null, Json: null })
        {
            return new ProbeResult(true, true, $"{check.Url}: status {status}");
        }

        var (body, complete) = await BodyAsync(response, cancellation).ConfigureAwait(false);
        var problem = check.Json is { } expected ? complete ? JsonQuery.Problem(body, expected) : "the body is longer than 1 MiB" : null;
        if (problem is null && check.Contains is { } text && body.Span.IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) < 0)
        {
            problem = $"the body does not contain '{text}'";
        }

        return new ProbeResult(problem is null, true, $"{check.Url}: status {status}{(problem is null ? ", the body fits" : $", but {problem}")}");
    }

    private async Task<ProbeResult> GrpcAsync(ProbeCheck.Grpc check, CancellationToken cancellation)
    {
        using var request = GrpcHealth.Request(check);
        using var response = await _http2.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        var (body, _) = await BodyAsync(response, cancellation).ConfigureAwait(false);
        var text = GrpcHealth.Read(response, body.Span, out var serving);
        return new ProbeResult(serving, true, $"{check.Host}:{check.Port}{(check.Service.Length == 0 ? "" : $" {check.Service}")}: {text}");
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool Complete)> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = new MemoryStream();
            var buffer = new byte[8192];
            while (await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
            {
                body.Write(buffer, 0, count);
                if (body.Length > LongestBody)
                {
                    return (body.GetBuffer().AsMemory(0, LongestBody), false);
                }
            }

            return (body.GetBuffer().AsMemory(0, (int)body.Length), true);
        }
    }

    // Of its own for each try: the pool of a shared one knows a server by its URL, which is not what tells unix sockets apart.
    private static SocketsHttpHandler HandlerFor(ProbeCheck.Http check)
    {
        var handler = Handler();
        if (check.UnixSocket is { } path)
        {
            handler.ConnectCallback = async (_, cancellation) => new NetworkStream(await ConnectAsync(path, cancellation).ConfigureAwait(false), ownsSocket: true);
        }

        if (!check.VerifyTls)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
        }

        return handler;
    }
}
