using TinyEngine.Faults;

namespace TinyEngine.Settings;

/// <summary>When the port opens: before the model is loaded (as SGLang and Triton do) or after.</summary>
internal enum BindTime
{
    Early,
    Late,
}

/// <summary>Everything that flags and environment decide, with its defaults.</summary>
internal sealed record EngineSettings
{
    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 8000;

    public string ModelName { get; init; } = "tiny";

    public IReadOnlyList<string> ServedModelNames { get; init; } = [];

    public string ModelFile { get; init; } = Path.Combine(AppContext.BaseDirectory, "data", "tiny.txt");

    public int Order { get; init; } = 3;

    public int MaxModelLength { get; init; } = 2048;

    public TimeSpan LoadTime { get; init; } = TimeSpan.Zero;

    public BindTime Bind { get; init; } = BindTime.Early;

    public int MaxRunning { get; init; } = 4;

    public int Workers { get; init; }

    public TimeSpan TokenDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan StatsInterval { get; init; } = TimeSpan.FromSeconds(10);

    public bool LogRequests { get; init; }

    public bool Control { get; init; }

    public IReadOnlyList<FaultSpec> Faults { get; init; } = [];

    public string? FaultOnceFile { get; init; }

    public string? Generate { get; init; }

    public int MaxTokens { get; init; } = 40;

    public double Temperature { get; init; } = 0.7;

    public long? Seed { get; init; }

    public bool Help { get; init; }

    public bool Version { get; init; }

    /// <summary>The names that requests may use; the first is the one that answers carry.</summary>
    public IReadOnlyList<string> Names => ServedModelNames.Count > 0 ? ServedModelNames : [ModelName];
}
