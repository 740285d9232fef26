namespace Supervision.TestKit.Internal;

/// <summary>Makes names that begin with two dollar signs: names of the kernel begin with one, those that people give with none.</summary>
internal sealed class AtomicNames
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    private long _last = -1;

    public string Next()
    {
        Span<char> text = stackalloc char[13];
        text[0] = text[1] = '$';
        var length = 2;
        var number = Interlocked.Increment(ref _last);
        do
        {
            text[length++] = Digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);

        return new string(text[..length]);
    }
}
