namespace Supervision.Actors.Settings;

/// <summary>The daemon's own log (<c>supervision.log</c>).</summary>
public sealed record LogSettings
{
    /// <summary>Least severe level that is written. Default <see cref="LogSeverity.Info"/>.</summary>
    public LogSeverity Level { get; init; } = LogSeverity.Info;

    /// <summary>Text for people or one JSON object per line. Default <see cref="LogFormat.Text"/>.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;
}
