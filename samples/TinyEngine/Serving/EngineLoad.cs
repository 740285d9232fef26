namespace TinyEngine.Serving;

/// <summary>How busy the engine is at one moment; CacheUsage is 0 to 1.</summary>
internal readonly record struct EngineLoad(int Running, int Waiting, double CacheUsage);
