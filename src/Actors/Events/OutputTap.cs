namespace Supervision.Actors.Events;

/// <summary>How far one listener is behind with lines. Lines that it has not taken yet are counted; beyond the bound no further ones are published.</summary>
internal sealed class OutputTap
{
    private const int MostWaiting = 20_000;
    private int _waiting;

    public bool IsBehind => Volatile.Read(ref _waiting) >= MostWaiting;

    public void Add(int lines) => Interlocked.Add(ref _waiting, lines);

    public void Taken() => Interlocked.Decrement(ref _waiting);
}
