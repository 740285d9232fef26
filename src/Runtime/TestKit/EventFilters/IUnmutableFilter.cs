namespace Supervision.TestKit;

/// <summary>A filter that silences log events until it is disposed of.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Lets the events through again.</summary>
    void Unmute();
}
