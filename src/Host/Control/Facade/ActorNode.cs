using System.Collections.Immutable;

namespace Supervision.Control;

/// <summary>One actor at one moment.</summary>
/// <param name="Path">Its path without the system's address, for example <c>/user/supervision/default</c>.</param>
/// <param name="Type">Name of its class.</param>
/// <param name="Messages">How many messages wait for it; an estimate while it works. Null where the kernel does not tell.</param>
/// <param name="ChildCount">How many children it has.</param>
/// <param name="Children">Those that are within the depth that was asked for.</param>
public sealed record ActorNode(string Path, string Type, int? Messages, int ChildCount, ImmutableArray<ActorNode> Children);
