namespace Supervision.Stress;

/// <summary>A small source of choices that costs no allocation: an actor throws it with the number that its message carries.</summary>
internal struct Dice(ulong seed)
{
    private ulong _state = seed * 0x9E3779B97F4A7C15 + 0x1234567;

    public int Next(int below)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }

    public bool OneIn(int sides) => Next(sides) == 0;
}
