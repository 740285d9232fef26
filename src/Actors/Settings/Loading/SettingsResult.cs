using System.Diagnostics.CodeAnalysis;
using Supervision.Hocon;

namespace Supervision.Actors.Settings;

/// <summary>The outcome of loading: settings, or everything that is wrong.</summary>
public sealed record SettingsResult
{
    /// <summary>The validated settings; null where there is an error.</summary>
    public SupervisionSettings? Settings { get; init; }

    /// <summary>All errors in the order of their places; empty on success.</summary>
    public IReadOnlyList<SettingsError> Errors { get; init; } = [];

    /// <summary>All warnings in the order of their places; they do not prevent success.</summary>
    public IReadOnlyList<SettingsWarning> Warnings { get; init; } = [];

    /// <summary>
    /// The merged and resolved configuration that the settings were read from, each value with its origin; null where a source could
    /// not be parsed or a substitution not be resolved.
    /// </summary>
    public HoconObject? Resolved { get; init; }

    /// <summary>Whether <see cref="Settings"/> is there.</summary>
    [MemberNotNullWhen(true, nameof(Settings), nameof(Resolved))]
    public bool Success => Settings is not null;
}
