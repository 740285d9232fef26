namespace TinyEngine.Tests.Api;

/// <summary>One quick engine for all tests of a class that leave it as it was.</summary>
public sealed class EngineFixture : IDisposable
{
    internal EngineProcess Engine { get; } = EngineProcess.Ready("--token-delay", "1ms", "--max-model-len", "200");

    public void Dispose() => Engine.Dispose();
}
