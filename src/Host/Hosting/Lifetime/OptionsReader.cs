using System.Globalization;
using Microsoft.Extensions.Configuration;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>Reads <see cref="SupervisionOptions"/> from the host's configuration: by hand, because binding by reflection cannot be trimmed.</summary>
internal static class OptionsReader
{
    private static readonly string[] _known =
    [
        nameof(SupervisionOptions.WaitForReady), nameof(SupervisionOptions.WaitForEngines), nameof(SupervisionOptions.RaiseShutdownTimeout),
        nameof(SupervisionOptions.OnGaveUp), nameof(SupervisionOptions.StopHostWhenEnded), nameof(SupervisionOptions.LogEngineOutput),
        nameof(SupervisionOptions.LogEvents), nameof(SupervisionOptions.OpenControl),
    ];

    /// <exception cref="SupervisionStartException">A key or a value is wrong.</exception>
    public static void Read(SupervisionOptions options, IConfiguration? configuration)
    {
        if (configuration is null || options.Section.Length == 0)
            return;
        foreach (var entry in configuration.GetSection(options.Section).GetSection(ConfigurationStack.OptionsKey).GetChildren())
            Read(options, entry);
    }

    private static void Read(SupervisionOptions options, IConfigurationSection entry)
    {
        switch (_known.FirstOrDefault(name => name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase)))
        {
            case nameof(SupervisionOptions.WaitForReady):
                options.WaitForReady = Time(entry);
                break;
            case nameof(SupervisionOptions.WaitForEngines):
                options.WaitForEngines = entry.Value is { } names
                    ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    : [.. entry.GetChildren().Select(child => child.Value ?? "")];
                break;
            case nameof(SupervisionOptions.RaiseShutdownTimeout):
                options.RaiseShutdownTimeout = Switch(entry);
                break;
            case nameof(SupervisionOptions.OnGaveUp):
                options.OnGaveUp = Enum.TryParse<GaveUpAction>(entry.Value, ignoreCase: true, out var action) && Enum.IsDefined(action)
                    ? action
                    : throw Wrong(entry, $"expected {string.Join(" or ", Enum.GetNames<GaveUpAction>())}");
                options.GaveUpHandler = null;
                break;
            case nameof(SupervisionOptions.StopHostWhenEnded):
                options.StopHostWhenEnded = Switch(entry);
                break;
            case nameof(SupervisionOptions.LogEngineOutput):
                options.LogEngineOutput = Switch(entry);
                break;
            case nameof(SupervisionOptions.LogEvents):
                options.LogEvents = Switch(entry);
                break;
            case nameof(SupervisionOptions.OpenControl):
                options.OpenControl = Switch(entry);
                break;
            default:
                throw Wrong(entry, $"there is no such option; there are {string.Join(", ", _known)}");
        }
    }

    private static bool Switch(IConfigurationSection entry) =>
        bool.TryParse(entry.Value, out var value) ? value : throw Wrong(entry, "expected true or false");

    // 00:05:00 as .NET writes it, or 5m as HOCON does; a bare number would be days for the one and milliseconds for the other.
    private static TimeSpan? Time(IConfigurationSection entry)
    {
        if (string.IsNullOrEmpty(entry.Value) || entry.Value.Equals("off", StringComparison.OrdinalIgnoreCase))
            return null;
        var isBare = double.TryParse(entry.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        var time = !isBare && (TimeSpan.TryParse(entry.Value, CultureInfo.InvariantCulture, out var value) || HoconUnits.TryParseDuration(entry.Value, out value))
            ? value
            : TimeSpan.Zero;
        return time > TimeSpan.Zero ? time : throw Wrong(entry, "expected a time such as 5m or 00:05:00, or off");
    }

    private static SupervisionStartException Wrong(IConfigurationSection entry, string what) =>
        new($"supervision cannot be started: {entry.Path} = '{entry.Value}': {what}");
}
