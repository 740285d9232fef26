namespace EmbeddedHost;

/// <summary>Where the engine's program lies, and where it listens.</summary>
internal sealed record EngineLocation(string Program, int Port)
{
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>From the settings <c>TinyEngine</c> and <c>EnginePort</c>; without the first, the one that was built beside this program.</summary>
    public static EngineLocation From(IConfiguration configuration)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var beside = Path.Combine(own.Parent!.Parent!.FullName, "TinyEngine", own.Name, "tiny-engine");
        return new EngineLocation(configuration["TinyEngine"] ?? beside, int.Parse(configuration["EnginePort"] ?? "8103"));
    }
}
