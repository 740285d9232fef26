namespace Supervision.Pbm.Cli;

/// <summary>Keeps results until somebody shows them.</summary>
internal sealed class BufferSink : ResultSink
{
    private readonly List<(bool IsProblem, string Text)> _all = [];

    /// <summary>Whether there is more than problems.</summary>
    public bool HasOutput { get; private set; }

    public override bool Put(string text)
    {
        HasOutput = true;
        _all.Add((false, text));
        return true;
    }

    public override void Problem(string message) => _all.Add((true, message));

    /// <summary>Hands everything on; false where nobody wants more.</summary>
    public bool HandOn(ResultSink sink)
    {
        foreach (var (isProblem, text) in _all)
        {
            if (isProblem)
                sink.Problem(text);
            else if (!sink.Put(text))
                return false;
        }
        return sink.Flush();
    }
}
