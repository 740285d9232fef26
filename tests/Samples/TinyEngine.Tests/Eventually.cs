using System.Diagnostics;

namespace TinyEngine.Tests;

/// <summary>Looks again and again until something is so, or the deadline has passed.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(Func<Task<T>> look, Func<T, bool> isSo, string what)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            T seen = await look();
            if (isSo(seen))
                return seen;
            if (clock.Elapsed > EngineProcess.Deadline)
                throw new TimeoutException($"{what}: last seen {seen}");
            await Task.Delay(20);
        }
    }

    public static Task TrueAsync(Func<bool> isSo, string what) => GetAsync(() => Task.FromResult(isSo()), so => so, what);
}
