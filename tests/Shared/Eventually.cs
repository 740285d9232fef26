namespace Supervision.Tests.Shared;

/// <summary>Waits, with a deadline, for something that no event tells.</summary>
internal static class Eventually
{
    public static Task<bool> Holds(Func<bool> condition, TimeSpan patience) => Holds(() => Task.FromResult(condition()), patience);

    public static async Task<bool> Holds(Func<Task<bool>> condition, TimeSpan patience)
    {
        long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (!await condition())
        {
            if (Environment.TickCount64 > deadline)
                return false;
            await Task.Delay(20);
        }
        return true;
    }
}
