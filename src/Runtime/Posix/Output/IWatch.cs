namespace Supervision.Posix;

/// <summary>A descriptor the loop waits for. Both members run on the loop's thread.</summary>
internal interface IWatch
{
    public void OnReady(uint events);

    public void OnLoopClosed();
}
