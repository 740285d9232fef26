using Supervision.Pbm.Protocol;

namespace Supervision.Control.Http;

/// <summary>Answers to commands that were sent with an <c>Idempotency-Key</c>, for a client that sends one again. Thread-safe.</summary>
internal sealed class Repeats(TimeProvider time)
{
    private const int Most = 500;
    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The answer of the first request with a key; the others wait for it.</summary>
    /// <param name="key">The caller and the key.</param>
    /// <param name="request">Method, path and body.</param>
    /// <param name="carryOut">Carries the command out.</param>
    /// <exception cref="ProblemException">The key was used for another request.</exception>
    public Task<(int Status, byte[] Body, string Media)> AnswerAsync(
        string key, ReadOnlySpan<byte> request, Func<Task<(int Status, byte[] Body, string Media)>> carryOut)
    {
        var hash = Convert.ToHexString(Digest.Sha256(request));
        lock (_gate)
        {
            foreach (var (old, entry) in _entries.Where(one => time.GetElapsedTime(one.Value.At) > _kept).ToList())
            {
                _entries.Remove(old);
            }

            if (_entries.TryGetValue(key, out var known))
            {
                return known.Request == hash
                    ? known.Answer
                    : throw new ProblemException(422, "Key used before", "this Idempotency-Key was used for another request");
            }

            while (_entries.Count >= Most)
            {
                _entries.Remove(_entries.MinBy(one => one.Value.At).Key);
            }

            var answer = KeepAsync(key, carryOut);
            _entries[key] = new Entry(hash, answer, time.GetTimestamp());
            return answer;
        }
    }

    // What went wrong in the server itself may be tried again.
    private async Task<(int Status, byte[] Body, string Media)> KeepAsync(string key, Func<Task<(int Status, byte[] Body, string Media)>> carryOut)
    {
        await Task.Yield();
        try
        {
            return await carryOut().ConfigureAwait(false);
        }
        catch
        {
            lock (_gate)
            {
                _entries.Remove(key);
            }

            throw;
        }
    }

    private sealed record Entry(string Request, Task<(int Status, byte[] Body, string Media)> Answer, long At);
}
