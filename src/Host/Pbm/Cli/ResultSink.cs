namespace Supervision.Pbm.Cli;

/// <summary>Where the results of a command go.</summary>
internal abstract class ResultSink
{
    /// <summary>Takes a line or a JSON object; false where it takes no more.</summary>
    public abstract bool Put(string text);

    /// <summary>Takes what went wrong.</summary>
    public abstract void Problem(string message);

    /// <summary>Shows what was taken so far; false where it takes no more.</summary>
    public virtual bool Flush() => true;
}
