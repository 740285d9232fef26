// Overview
// OpenTelemetry's protocol over HTTP, in JSON: https://opentelemetry.io/docs/specs/otlp/#otlphttp. Metrics are cumulative, so a request that fails is
// made good by the next one and is not repeated. Spans are sent again while the collector cannot be reached or says that it is busy (429, 502, 503,
// 504), as late as it asks; what it refuses is lost, as it would be refused again. Telemetry never holds up anything: queues are bounded, and the
// end waits a moment at most.
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Supervision.Actors.Settings;

namespace Supervision.Control.Telemetry.Otlp;

/// <summary>Sends what a control service counts and traces to a collector.</summary>
public sealed class OtlpExporter : IAsyncDisposable
{
    private const int BatchOfSpans = 512;
    private static readonly TimeSpan _longestSpanPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longestEnd = TimeSpan.FromSeconds(3);

    private readonly OtlpSettings _settings;
    private readonly SupervisionMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Action<string?> _report;
    private readonly OtlpResource _resource;
    private readonly DateTimeOffset _start;
    private readonly Uri _metricsAddress;
    private readonly Uri _spansAddress;
    private readonly HttpClient _client;
    private readonly SpanBuffer _spans = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly Task _loops;
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private List<Activity> _unsent = [];
    private int _closed;

    private OtlpExporter(ControlService control, OtlpSettings settings, Action<string?> report, string? resourceAttributes)
    {
        _settings = settings;
        _metrics = control.Metrics;
        _time = control.Time;
        _report = report;
        _resource = OtlpResource.Of(settings, control.Version, resourceAttributes);
        _start = _time.GetUtcNow();
        var endpoint = settings.Endpoint!.ToString().TrimEnd('/');
        _metricsAddress = new Uri(endpoint + "/v1/metrics");
        _spansAddress = new Uri(endpoint + "/v1/traces");
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _loops = Task.WhenAll(SendMetricsAsync(), SendSpansAsync());
    }

    /// <summary>Begins to send; null where the settings name no endpoint.</summary>
    /// <param name="control">Whose metrics and spans. It is not disposed here, and lives longer.</param>
    /// <param name="settings">Where to.</param>
    /// <param name="report">Hears what is wrong when sending begins to fail, and null when it works again. Called on threads of the pool, one at a time.</param>
    /// <param name="resourceAttributes">The value of <c>OTEL_RESOURCE_ATTRIBUTES</c>, null for none.</param>
    public static OtlpExporter? Start(ControlService control, OtlpSettings settings, Action<string?> report, string? resourceAttributes = null)
    {
        ArgumentNullException.ThrowIfNull(control);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(report);
        return settings.Endpoint is null ? null : new OtlpExporter(control, settings, report, resourceAttributes);
    }

    /// <summary>Sends what there is, for three seconds at most, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
        {
            return;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await _loops.ConfigureAwait(false);
        using (var patience = new CancellationTokenSource(_longestEnd, _time))
        {
            await Task.WhenAll(SendMetricsOnceAsync(patience.Token), SendSpansOnceAsync(patience.Token)).ConfigureAwait(false);
        }

        _spans.Dispose();
        _client.Dispose();
        _end.Dispose();
    }

    private async Task SendMetricsAsync()
    {
        while (await PauseAsync(_settings.Interval).ConfigureAwait(false))
        {
            await SendMetricsOnceAsync(_end.Token).ConfigureAwait(false);
        }
    }

    private async Task SendSpansAsync()
    {
        var period = _settings.Interval < _longestSpanPeriod ? _settings.Interval : _longestSpanPeriod;
        var pause = period;
        while (await PauseAsync(pause).ConfigureAwait(false))
        {
            var (sent, after) = await SendSpansOnceAsync(_end.Token).ConfigureAwait(false);
            var longer = pause * 2 < _longestPause ? pause * 2 : _longestPause;
            pause = sent ? period : after is { } asked && asked > longer ? asked : longer;
        }
    }

    private Task<(bool Sent, TimeSpan? After)> SendMetricsOnceAsync(CancellationToken cancellation) =>
        SendAsync(_metricsAddress, OtlpJson.Metrics(_metrics, _resource, _start, _time.GetUtcNow()), cancellation);

    private async Task<(bool Sent, TimeSpan? After)> SendSpansOnceAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_unsent.Count == 0)
            {
                _unsent = _spans.Take(BatchOfSpans);
            }

            if (_unsent.Count == 0)
            {
                return (true, null);
            }

            var (over, after) = await SendAsync(_spansAddress, OtlpJson.Spans(_unsent, _resource), cancellation).ConfigureAwait(false);
            if (!over)
            {
                return (false, after);
            }

            _unsent = [];
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _end.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <returns>False where the same may be sent again, and after which time the collector wants it.</returns>
    private async Task<(bool Over, TimeSpan? After)> SendAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            foreach (var (name, value) in _settings.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            if (address.Scheme == Uri.UriSchemeHttps && !OpenSsl.IsThere)
            {
                throw new HttpRequestException(OpenSsl.Missing);
            }

            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            Report(address, response.IsSuccessStatusCode ? null : $"it answers with status {(int)response.StatusCode}");
            var isBusy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
            return (!isBusy, response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - _time.GetUtcNow() : null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Report(address, $"no answer within {_settings.Timeout.TotalSeconds:0.###} s");
        }
        catch (OperationCanceledException)
        {
            // The end, which sends once more.
        }
        catch (HttpRequestException error)
        {
            Report(address, error.InnerException?.Message ?? error.Message);
        }

        return (false, null);
    }

    private void Report(Uri address, string? problem)
    {
        lock (_gate)
        {
            var wasBroken = _broken.Count > 0;
            if (problem is not null)
            {
                _broken.Add(address.AbsolutePath);
            }
            else
            {
                _broken.Remove(address.AbsolutePath);
                if (_unsent.Count == 0)
                {
                    // What the collector refused is over.
                    _broken.Remove(_spansAddress.AbsolutePath);
                }
            }

            if (wasBroken != _broken.Count > 0)
            {
                _report(problem is null ? null : $"{address.GetLeftPart(UriPartial.Path)}: {problem}");
            }
        }
    }
}
