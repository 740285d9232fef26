using System.Collections.Immutable;
using System.Globalization;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Control;

/// <summary>Tells the settings of an engine, less what is secret.</summary>
internal static class EngineSummary
{
    private static readonly Hocon.HoconOrigin _nowhere = new("", 0, 0);

    public static EngineInfo Of(EngineSettings engine, EngineSnapshot snapshot) => new(snapshot)
    {
        Command = Masked(
            engine.Command, engine.Environment.Where(one => one.Value is not null && SecretMask.IsSecretName(one.Key)).Select(one => one.Value!)),
        Directory = engine.Directory,
        Environment = Environment(engine),
        User = engine.RunAs.User,
        Preset = engine.Preset,
        Port = engine.Port,
        Restart = Words.Of(engine.Restart),
        AutoStart = engine.AutoStart,
        DependsOn = [.. engine.DependsOn.Select(one => one.ToString())],
        Stdin = engine.StdinFile ?? Words.Of(engine.Stdin),
        Stdout = NameOf(engine.Logs.Stdout),
        Stderr = NameOf(engine.Logs.Stderr),
        StopSignal = Signals.NameOf(engine.Stop.Signal),
        StopTimeout = engine.Stop.Timeout,
        Probes = Probes(engine.Probes),
        HeartbeatTimeout = engine.Heartbeat.Timeout,
        MaxMemory = engine.Memory.MaxRss,
        BudgetRetries = engine.Budget.MaxRetries,
        BudgetWithin = engine.Budget.Within,
    };

    /// <summary>A command without its secrets; as a whole, because an option and its value are two words.</summary>
    public static ImmutableArray<string> Masked(ImmutableArray<string> command, IEnumerable<string> secrets)
    {
        var array = new Hocon.HoconArray(
            [.. command.Select(word => new Hocon.HoconScalar(Hocon.HoconScalarKind.String, word, _nowhere))], _nowhere);
        var section = Hocon.HoconObject.From([KeyValuePair.Create<string, Hocon.HoconValue>("command", array)], _nowhere);
        return [.. ((Hocon.HoconArray)SecretMask.Apply(section, secrets)["command"]).Select(word => ((Hocon.HoconScalar)word).Text)];
    }

    private static ImmutableSortedDictionary<string, string?> Environment(EngineSettings engine)
    {
        var shown = engine.Environment.ToImmutableSortedDictionary(
            one => one.Key, one => one.Value is null ? null : SecretMask.IsSecretName(one.Key) ? SecretMask.Hidden : SecretMask.Text(one.Value));
        return shown.AddRange(engine.Secrets.Keys.Where(name => !shown.ContainsKey(name)).Select(name => KeyValuePair.Create<string, string?>(name, SecretMask.Hidden)));
    }

    private static string NameOf(LogTarget target) => target.Path ?? Words.Of(target.Kind);

    private static ImmutableSortedDictionary<string, string> Probes(ProbesSettings probes) =>
        new (ProbeKind Kind, ProbeSettings? Probe)[]
        {
            (ProbeKind.Startup, probes.Startup), (ProbeKind.Liveness, probes.Liveness), (ProbeKind.Readiness, probes.Readiness),
        }
        .Where(one => one.Probe is not null)
        .ToImmutableSortedDictionary(one => Words.Of(one.Kind), one => Describe(one.Probe!));

    private static string Describe(ProbeSettings probe)
    {
        var check = probe.Check switch
        {
            ProbeCheck.Http http => $"{http.Method} {http.Url}",
            ProbeCheck.Tcp tcp => $"tcp {tcp.Host}:{tcp.Port}",
            ProbeCheck.Exec exec => $"exec {string.Join(' ', exec.Command)}",
            ProbeCheck.Grpc grpc => $"grpc {grpc.Host}:{grpc.Port} {grpc.Service}".TrimEnd(),
            ProbeCheck.Unix unix => $"unix {unix.Path}",
            ProbeCheck.Log log => $"log /{log.Pattern}/",
            ProbeCheck.Notify => "notify",
            ProbeCheck.Descriptor descriptor => $"fd {descriptor.Number}",
            ProbeCheck.HeartbeatFile file => $"heartbeat-file {file.Path}",
            var other => other.GetType().Name,
        };
        return SecretMask.Text(string.Create(CultureInfo.InvariantCulture, $"{check} every {probe.Period.TotalSeconds:0.###} s"));
    }
}
