using System.Collections.Immutable;

namespace Supervision.Control;

/// <summary>Answer to a command for some engines.</summary>
/// <param name="Command">The verb.</param>
/// <param name="Target">What it was for, as it is written.</param>
/// <param name="Engines">One outcome for each engine, in start order; where the target means no engine, one <see cref="CommandStatus.NotFound"/>.</param>
public sealed record CommandReport(string Command, string Target, ImmutableArray<EngineOutcome> Engines)
{
    /// <summary>Whether it worked for every engine.</summary>
    public bool Succeeded => Engines.All(engine => engine.Succeeded);

    /// <summary>One line: <c>2 ok</c>, or <c>1 ok, 1 failed (vllm: exited with code 3)</c>.</summary>
    public override string ToString()
    {
        var counts = Engines.GroupBy(engine => engine.Status).OrderBy(all => all.Key).Select(all => $"{all.Count()} {Words.Of(all.Key)}");
        var bad = Engines.FirstOrDefault(engine => !engine.Succeeded);
        return string.Join(", ", counts) + (bad is null ? "" : $" ({bad.Engine}: {bad.Message})");
    }
}
