namespace Supervision.Actors.Settings.Loading;

/// <summary>The rule for names of groups and engines: they become actors' names, log labels and parts of URLs.</summary>
internal static class Names
{
    public const int MaxLength = 64;

    public const string Rule =
        "a name is made of letters, digits, '-', '_' and '.', starts with a letter or digit and has at most 64 characters";

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0]) && name.All(IsAllowed);

    /// <summary>Names that the tree uses itself beside its groups.</summary>
    public static bool IsReservedForGroups(string name) => name is "listeners" or "alerts" or "journal";

    public static string Reserved(string name) => $"'{name}' cannot name a group: the tree uses 'listeners', 'alerts' and 'journal' itself; choose another name";

    /// <summary>
    /// The engine's name for a bare command: the program's file name with other characters replaced; <c>engine</c> where nothing is left.
    /// </summary>
    public static string FromProgram(string program)
    {
        var file = program[(program.LastIndexOf('/') + 1)..];
        var name = string.Concat(file.Select(c => IsAllowed(c) ? c : '-')).TrimStart('-', '_', '.').TrimEnd('-');
        if (name.Length > MaxLength)
            name = name[..MaxLength];
        return name.Length > 0 ? name : "engine";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
