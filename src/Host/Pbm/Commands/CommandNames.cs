namespace Supervision.Pbm;

/// <summary>What palettes, commands and arguments may be called.</summary>
internal static class CommandNames
{
    /// <summary>Every command understands it.</summary>
    public const string JsonSwitch = "--json";

    /// <summary>The palette that every server has by itself.</summary>
    public const string Help = "help";

    public const int Longest = 64;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    /// <exception cref="ArgumentException">It is not valid.</exception>
    public static void Check(string? name, string what)
    {
        if (name is null || !IsValid(name))
            throw new ArgumentException($"'{name}' cannot name {what}: a letter first, then letters, digits and hyphens, {Longest} at most");
    }
}
