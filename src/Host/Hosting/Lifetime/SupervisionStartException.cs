using Supervision.Actors.Settings;

namespace Supervision.Hosting;

/// <summary>Supervision could not be started, and with it the host. The message says why, in words for whoever runs it.</summary>
public sealed class SupervisionStartException : Exception
{
    /// <summary>Something went wrong.</summary>
    /// <param name="message">What.</param>
    /// <param name="inner">The cause; null for none.</param>
    public SupervisionStartException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal SupervisionStartException(IReadOnlyList<SettingsError> errors)
        : base("supervision cannot be started, its configuration has errors:\n" + string.Join('\n', errors.Select(error => error.Render()))) =>
        Errors = errors;

    /// <summary>Every error of the configuration; empty where it is something else.</summary>
    public IReadOnlyList<SettingsError> Errors { get; } = [];
}
