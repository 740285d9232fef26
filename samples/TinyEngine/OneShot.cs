using TinyEngine.Model;
using TinyEngine.Settings;

namespace TinyEngine;

/// <summary><c>--generate</c>: one completion on standard output, no server.</summary>
internal static class OneShot
{
    public static int Run(EngineSettings settings, string prompt)
    {
        NGramModel model;
        try
        {
            model = ModelFile.Load(settings.ModelFile, settings.Order);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"tiny-engine: cannot read the model file {settings.ModelFile}: {e.Message}");
            return ExitCodes.Failure;
        }

        var generator = new Generator(model, model.Encode(prompt), new Sampling(settings.Temperature, 1, settings.Seed));
        Console.Out.Write(prompt);
        for (int i = 0; i < settings.MaxTokens && generator.Next() is { } token; i++)
            Console.Out.Write(token);
        Console.Out.WriteLine();
        return ExitCodes.Ok;
    }
}
