namespace Supervision.Actors.Settings.Loading;

/// <summary>One setting as it was read. Where it is not valid an error was reported, and cross-checks leave it alone.</summary>
internal readonly record struct Setting<T>(T Value, bool Valid, Place Place)
{
    public static implicit operator T(Setting<T> setting) => setting.Value;
}
