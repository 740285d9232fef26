using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Which stream writes which log file: two that rotate one file would destroy each other's lines, so that is an error.</summary>
internal sealed class LogFileClaims
{
    private readonly Dictionary<string, Claim> _claims = new(StringComparer.Ordinal);

    public void Add(EngineSettings engine, Section section)
    {
        var logs = section.Child("logs");
        Claims(engine, engine.Logs.Stdout, "stdout", logs);
        Claims(engine, engine.Logs.Stderr, "stderr", logs);
    }

    private void Claims(EngineSettings engine, LogTarget target, string key, Section logs)
    {
        // Devices are written by many; so are our own streams.
        if (target.Path is not { } path || path.StartsWith("/dev/", StringComparison.Ordinal) || OutputFile.StandardDescriptor(path) is not null
            || !logs.TryFind(key, out _, out var place))
        {
            return;
        }

        var claim = new Claim(engine, key, place);
        if (_claims.TryAdd(System.IO.Path.GetFullPath(path), claim))
            return;
        var other = _claims[System.IO.Path.GetFullPath(path)];
        logs.Error(place, other.Engine.Name == engine.Name ? $"stdout and stderr cannot both write {Section.Quote(path)}; write stderr = stdout"
            : other.Engine.Engine == engine.Engine ? $"every instance of '{engine.Engine}' would write {Section.Quote(path)}; write {InstanceText.Placeholder} into the path"
            : $"the engine '{other.Engine.Engine}' writes {Section.Quote(path)}, too ({other.Place.Path}); give each its own file, or write %(engine) into the path");
    }

    private sealed record Claim(EngineSettings Engine, string Key, Place Place);
}
