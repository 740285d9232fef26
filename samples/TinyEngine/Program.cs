using TinyEngine;
using TinyEngine.Processes;
using TinyEngine.Settings;

// A child of the engine is the same executable with one hidden first argument (Processes/ChildMain.cs).
if (args is [ChildMain.Flag, ..])
    return ChildMain.Run(args);

(EngineSettings settings, IReadOnlyList<string> errors) = SettingsReader.Read(args, Environment.GetEnvironmentVariable);
if (errors.Count > 0)
{
    foreach (string error in errors)
        Console.Error.WriteLine($"tiny-engine: {error}");
    Console.Error.WriteLine("Try 'tiny-engine --help'.");
    return ExitCodes.Usage;
}

if (settings.Help)
{
    Console.Out.Write(Usage.Text());
    return ExitCodes.Ok;
}

if (settings.Version)
{
    Console.Out.WriteLine($"tiny-engine {EngineVersion.Text}");
    return ExitCodes.Ok;
}

if (settings.Generate is { } prompt)
    return OneShot.Run(settings, prompt);

await using var engine = new EngineHost(settings, TimeProvider.System);
return await engine.RunAsync();
