using System.Globalization;

namespace Supervision.Posix;

/// <summary>One resource limit of setrlimit(2).</summary>
/// <param name="Resource">Which.</param>
/// <param name="Soft">What counts; null for unlimited.</param>
/// <param name="Hard">How far it may be raised without privileges; null for unlimited.</param>
public readonly record struct ResourceLimit(ResourceKind Resource, ulong? Soft, ulong? Hard)
{
    internal ulong NativeSoft => Soft ?? ulong.MaxValue;

    internal ulong NativeHard => Hard ?? ulong.MaxValue;

    /// <summary>Reads <c>SOFT:HARD</c> or one value for both; each a whole number in the resource's unit, or <c>unlimited</c>.</summary>
    /// <param name="resource">Which.</param>
    /// <param name="text">For example <c>1024:4096</c>.</param>
    /// <param name="limit">The limit.</param>
    /// <returns>False for anything else, and where the soft limit is above the hard one.</returns>
    public static bool TryParse(ResourceKind resource, string? text, out ResourceLimit limit)
    {
        limit = default;
        var parts = (text ?? "").Split(':');
        if (parts.Length > 2 || !TryValue(parts[0], out var soft) || !TryValue(parts[^1], out var hard))
            return false;
        limit = new ResourceLimit(resource, soft, hard);
        return limit.NativeSoft <= limit.NativeHard;
    }

    /// <summary>For example <c>nofile 1024:unlimited</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Resource.ToString().ToLowerInvariant()} {Show(Soft)}:{Show(Hard)}");

    private static bool TryValue(string text, out ulong? value)
    {
        value = null;
        if (text.Trim() is "unlimited" or "infinity")
            return true;
        var read = ulong.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        value = number;
        return read && number != ulong.MaxValue;
    }

    private static string Show(ulong? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
}
