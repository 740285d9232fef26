using System.Text.Json;

namespace Supervision.Pbm.Cli;

/// <summary>Results of one of several hosts: under its name, which is printed whenever the host changes; JSON objects go into one that names it.</summary>
/// <param name="host">Its name.</param>
/// <param name="json">Whether the results are JSON.</param>
/// <param name="shared">What the sinks of all hosts have in common.</param>
internal sealed class HostSink(string host, bool json, HostSink.Shared shared) : ResultSink
{
    private readonly string _name = $"{{\"host\":\"{JsonEncodedText.Encode(host)}\",\"row\":";

    public override bool Put(string text)
    {
        lock (shared)
            return json ? shared.Sink.Put($"{_name}{text}}}") : shared.Turn(host) && shared.Sink.Put(text);
    }

    public override void Problem(string message)
    {
        lock (shared)
            shared.Sink.Problem($"{host}: {message}");
    }

    public override bool Flush()
    {
        lock (shared)
            return shared.Sink.Flush();
    }

    /// <summary>The sink below, and whose turn it is.</summary>
    internal sealed class Shared(ResultSink sink)
    {
        private string? _last;

        public ResultSink Sink => sink;

        public bool Turn(string host)
        {
            if (_last == host)
                return true;
            bool first = _last is null;
            _last = host;
            return (first || sink.Put("")) && sink.Put($"== {host} ==");
        }
    }
}
