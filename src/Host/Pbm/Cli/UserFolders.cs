namespace Supervision.Pbm.Cli;

/// <summary>Where a user's files are, by the XDG base directory specification.</summary>
internal static class UserFolders
{
    public static string? Config(Func<string, string?> variable) => Of(variable, "XDG_CONFIG_HOME", ".config");

    public static string? State(Func<string, string?> variable) => Of(variable, "XDG_STATE_HOME", Path.Combine(".local", "state"));

    private static string? Of(Func<string, string?> variable, string name, string fallback) =>
        variable(name) is { Length: > 0 } folder && Path.IsPathRooted(folder) ? folder
        : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, fallback)
        : null;
}
