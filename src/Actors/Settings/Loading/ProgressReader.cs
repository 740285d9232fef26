using System.Collections.Immutable;
using Supervision.Actors.Heartbeats;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

internal static class ProgressReader
{
    public static ProgressSettings Read(Section section, InstanceText instance)
    {
        var progress = new ProgressSettings
        {
            Url = Url(section, instance, out var place),
            Running = Metrics(section, "running"),
            Waiting = Metrics(section, "waiting"),
            Counter = Metrics(section, "counter"),
            HangTimeout = section.Duration("hang-timeout", TimeSpan.FromMilliseconds(100), Limits.LongestWait),
            Interval = section.Duration("interval", Limits.ShortestPeriod, Limits.LongestWait),
            Timeout = section.Duration("timeout", Limits.ShortestPeriod, Limits.LongestWait),
        };
        section.Done();
        if (progress.Url is null)
            return progress;
        if (progress.Counter.IsEmpty)
            section.Warning(place, "nothing can be found hung: there is no metric in counter that would move while the engine works");
        else if (progress.Running.IsEmpty && progress.Waiting.IsEmpty)
            section.Warning(place, "nothing can be found hung: there is no metric in running or waiting that tells work in flight from idleness");
        return progress;
    }

    // An empty text, or null, switches it off.
    private static Uri? Url(Section section, InstanceText instance, out Place place)
    {
        if (!section.TryFind("url", out var value, out place) || value.IsNull)
            return null;
        if (value is HoconScalar { Text: "" })
            return null;
        if (HttpCheckReader.TryUrl(value, instance, out var url))
            return url;
        section.Error(place, $"expected an absolute http or https URL, such as \"http://127.0.0.1:8000/metrics\", or \"\" for none, found {Section.Describe(value)}");
        return null;
    }

    private static ImmutableArray<string> Metrics(Section section, string key) =>
        TextListReader.Read(section, key, "metrics", new InstanceText(0), text => MetricSelector.TryParse(text) is null
            ? $"expected a metric such as vllm:num_requests_running, or name{{label=\"value\"}}, found {Section.Quote(text)}" : null);
}
