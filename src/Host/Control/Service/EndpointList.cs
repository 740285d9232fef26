using System.Collections.Immutable;

namespace Supervision.Control;

/// <summary>Where control listens. Thread-safe.</summary>
internal sealed class EndpointList
{
    private ImmutableArray<string> _all = [];

    public ImmutableArray<string> All => _all;

    public void Add(string endpoint) => ImmutableInterlocked.Update(ref _all, (all, one) => all.Add(one), endpoint);

    public void Remove(string endpoint) => ImmutableInterlocked.Update(ref _all, (all, one) => all.Remove(one), endpoint);
}
