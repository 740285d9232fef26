namespace TinyEngine.Model;

/// <summary>
/// What followed one context. Children lengthen the context to the left, so that walking a text backwards from its end
/// visits the contexts from short to long, which is the order in which they are mixed.
/// </summary>
internal sealed class ContextNode
{
    private Dictionary<int, ContextNode>? _longer;

    public Dictionary<int, int> Followers { get; } = [];

    public int Total { get; private set; }

    public void Count(int follower)
    {
        Followers[follower] = Followers.GetValueOrDefault(follower) + 1;
        Total++;
    }

    public ContextNode? Longer(int previous) => _longer?.GetValueOrDefault(previous);

    public ContextNode LongerOrNew(int previous)
    {
        _longer ??= [];
        if (!_longer.TryGetValue(previous, out ContextNode? node))
            _longer.Add(previous, node = new ContextNode());
        return node;
    }
}
