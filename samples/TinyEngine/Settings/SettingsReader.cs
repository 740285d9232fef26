namespace TinyEngine.Settings;

/// <summary>Environment first, then flags, which win. All errors are told at once, each naming its flag or variable.</summary>
internal static class SettingsReader
{
    public static (EngineSettings Settings, IReadOnlyList<string> Errors) Read(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var errors = new List<string>();
        EngineSettings fromEnvironment = ReadEnvironment(environment, errors);
        return (ReadFlags(args, fromEnvironment, errors), errors);
    }

    private static EngineSettings ReadEnvironment(Func<string, string?> environment, List<string> errors)
    {
        var settings = new EngineSettings();
        foreach (Option option in Options.All)
        {
            if (environment(option.Variable) is not { Length: > 0 } value)
                continue;
            string[] values = Options.IsRepeatable(option)
                ? value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : [value];
            foreach (string one in values)
                settings = Apply(settings, option, option.Variable, one, errors);
        }

        return settings;
    }

    private static EngineSettings ReadFlags(IReadOnlyList<string> args, EngineSettings settings, List<string> errors)
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < args.Count; i++)
        {
            (string name, string? value) = args[i].IndexOf('=') is > 0 and int at && args[i].StartsWith("--", StringComparison.Ordinal)
                ? (args[i][..at], args[i][(at + 1)..])
                : (args[i], null);
            Option? option = Options.All.FirstOrDefault(o => o.Flag == name || (o.Name == "help" && name == "-h"));
            if (option is null)
            {
                errors.Add(name.StartsWith('-') ? $"{name}: no such flag" : $"'{name}': flags only, no other arguments");
                continue;
            }

            if (value is null && option.Value is not null)
            {
                if (++i == args.Count)
                {
                    errors.Add($"{option.Flag}: needs a value, {option.Value}");
                    continue;
                }

                value = args[i];
            }

            // A repeated flag on the command line replaces what the environment listed, then adds up.
            if (seen.Add(option.Name))
                settings = Forget(settings, option);
            settings = Apply(settings, option, option.Flag, value ?? "true", errors);
        }

        return settings;
    }

    private static EngineSettings Forget(EngineSettings settings, Option option) => option.Name switch
    {
        "fault" => settings with { Faults = [] },
        "served-model-name" => settings with { ServedModelNames = [] },
        _ => settings,
    };

    private static EngineSettings Apply(EngineSettings settings, Option option, string source, string value, List<string> errors)
    {
        try
        {
            return option.Apply(settings, value);
        }
        catch (FormatException e)
        {
            errors.Add($"{source}: {e.Message}");
            return settings;
        }
    }
}
