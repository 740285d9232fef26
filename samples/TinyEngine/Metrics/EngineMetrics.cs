using System.Text;
using TinyEngine.Serving;

namespace TinyEngine.Metrics;

/// <summary>The counters that supervisors and dashboards read, under the names that vLLM uses.</summary>
internal sealed class EngineMetrics(string modelName)
{
    private static readonly double[] Seconds = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60];
    private static readonly double[] Tokens = [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];

    private readonly string _labels = $"model_name=\"{Exposition.Label(modelName)}\",engine=\"0\"";
    private readonly long[] _finished = new long[FinishReasons.All.Count];
    private readonly Histogram _iterations = new("vllm:iteration_tokens_total", "Tokens in one step of the engine.", Tokens);
    private readonly Histogram _firstToken = new("vllm:time_to_first_token_seconds", "Time from arrival to the first token.", Seconds);
    private readonly Histogram _latency = new("vllm:e2e_request_latency_seconds", "Time from arrival to the last token.", Seconds);
    private long _promptTokens;
    private long _generationTokens;

    public long PromptTokens => Volatile.Read(ref _promptTokens);

    public long GenerationTokens => Volatile.Read(ref _generationTokens);

    public void Step(int promptTokens, int generatedTokens)
    {
        Interlocked.Add(ref _promptTokens, promptTokens);
        Interlocked.Add(ref _generationTokens, generatedTokens);
        _iterations.Observe(promptTokens + generatedTokens);
    }

    public void FirstToken(TimeSpan sinceArrival) => _firstToken.Observe(sinceArrival.TotalSeconds);

    public void Finished(FinishReason reason, TimeSpan sinceArrival)
    {
        Interlocked.Increment(ref _finished[(int)reason]);
        _latency.Observe(sinceArrival.TotalSeconds);
    }

    public string Write(EngineLoad load)
    {
        var text = new StringBuilder(8192);
        Single(text, "vllm:num_requests_running", "gauge", "Requests that are generating.", load.Running);
        Single(text, "vllm:num_requests_waiting", "gauge", "Requests that wait for a place.", load.Waiting);
        Single(text, "vllm:kv_cache_usage_perc", "gauge", "Used share of the token memory; 1 means full.", load.CacheUsage);
        Single(text, "vllm:prompt_tokens_total", "counter", "Prompt tokens processed.", PromptTokens);
        Single(text, "vllm:generation_tokens_total", "counter", "Tokens generated.", GenerationTokens);
        Exposition.Head(text, "vllm:request_success_total", "counter", "Finished requests.");
        foreach (FinishReason reason in FinishReasons.All)
        {
            string labels = $"{_labels},finished_reason=\"{FinishReasons.Text(reason)}\"";
            Exposition.Sample(text, "vllm:request_success_total", labels, Volatile.Read(ref _finished[(int)reason]));
        }

        _iterations.Write(text, _labels);
        _firstToken.Write(text, _labels);
        _latency.Write(text, _labels);
        return text.ToString();
    }

    private void Single(StringBuilder text, string name, string type, string help, double value)
    {
        Exposition.Head(text, name, type, help);
        Exposition.Sample(text, name, _labels, value);
    }
}
