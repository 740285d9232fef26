using System.Collections.Immutable;

namespace Supervision.Actors.Reload;

/// <summary>One engine instance whose settings changed.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group, as it will be.</param>
/// <param name="Keys">What changed, as it is called below <c>supervision.engines.NAME</c>: <c>command</c>, <c>probes.liveness</c>.</param>
/// <param name="Effect">What that costs the engine; one that is not wanted up is not restarted.</param>
public sealed record EngineChange(string Engine, string Group, ImmutableArray<string> Keys, ReloadEffect Effect)
{
    /// <summary>Name and keys, as <c>vllm (command, stop)</c>.</summary>
    public override string ToString() => $"{Engine} ({string.Join(", ", Keys)})";
}
