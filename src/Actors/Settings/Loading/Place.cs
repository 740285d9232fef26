using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>A setting's path and where it was written.</summary>
internal readonly record struct Place(string Path, HoconOrigin Origin)
{
    /// <summary>Whether nobody but reference.conf or a preset wrote it.</summary>
    public bool IsDefault => Origin.Source == SettingsLoader.ReferenceName || IsPreset;

    /// <summary>Whether a preset wrote it.</summary>
    public bool IsPreset => Origin.Source.StartsWith(Presets.SourcePrefix, StringComparison.Ordinal);

    /// <summary>The place to blame for a bad combination: what the user wrote rather than a default.</summary>
    public static Place ToBlame(Place first, Place second) => second.IsDefault && !first.IsDefault ? first : second;
}
