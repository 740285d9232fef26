namespace Supervision.Hosting;

/// <summary>Metadata of an endpoint that is answered only while an engine is ready.</summary>
/// <param name="Engine">The engine.</param>
public sealed record EngineRequirement(string Engine);
