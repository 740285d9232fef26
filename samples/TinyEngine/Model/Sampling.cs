namespace TinyEngine.Model;

/// <summary>How tokens are drawn: temperature 0 always takes the likeliest; no seed means a fresh one.</summary>
internal readonly record struct Sampling(double Temperature, double TopP, long? Seed);
