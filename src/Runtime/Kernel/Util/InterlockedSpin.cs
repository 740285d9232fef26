namespace Supervision.Util.Internal;

/// <summary>Changes a shared reference by a function, again and again until nobody came in between.</summary>
public static class InterlockedSpin
{
    /// <summary>Replaces what is referred to.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="reference">The shared reference.</param>
    /// <param name="updater">Makes the new from the old; it may run several times.</param>
    /// <returns>The new one.</returns>
    public static T Swap<T>(ref T reference, Func<T, T> updater)
        where T : class =>
        ConditionallySwap(ref reference, old => updater(old) is var made ? (true, made, made) : default);

    /// <summary>Replaces what is referred to, if the function says so.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <typeparam name="TReturn">What is returned.</typeparam>
    /// <param name="reference">The shared reference.</param>
    /// <param name="updateIfTrue">Gives whether to replace, by what, and what to return; it may run several times.</param>
    public static TReturn ConditionallySwap<T, TReturn>(ref T reference, Func<T, (bool, T, TReturn)> updateIfTrue)
        where T : class
    {
        while (true)
        {
            var old = Volatile.Read(ref reference);
            var (update, made, result) = updateIfTrue(old);
            if (!update || ReferenceEquals(Interlocked.CompareExchange(ref reference, made, old), old))
                return result;
        }
    }
}
