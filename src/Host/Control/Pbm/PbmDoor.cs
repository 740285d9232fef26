using System.Collections.Immutable;
using Supervision.Actors.Settings;

namespace Supervision.Control.Pbm;

/// <summary>Where pbm is answered, by the settings and by what there is on this machine.</summary>
internal static class PbmDoor
{
    /// <returns>Null where it is nowhere.</returns>
    /// <exception cref="IOException">The token cannot be read, or is too short.</exception>
    public static PbmHostOptions? Options(PbmSettings settings, string product)
    {
        ImmutableArray<string> paths = !settings.Unix ? [] : settings.UnixPath is { } path ? [path] : UsualPaths(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"));
        return paths.IsEmpty && !settings.Tcp
            ? null
            : new PbmHostOptions
            {
                UnixPaths = paths,
                UnixOptional = settings.UnixPath is null,
                Host = settings.Tcp ? settings.Host : null,
                Port = settings.Port,
                Token = settings.Tcp ? settings.ReadToken() : null,
                Product = product,
            };
    }

    // Without its folder only root may make the first one; both are looked for by pbm.
    private static ImmutableArray<string> UsualPaths(string? runtimeFolder) =>
        runtimeFolder is { Length: > 0 } folder && Path.IsPathRooted(folder)
            ? [PbmSettings.UsualSocket, Path.Combine(folder, "supervision", "pbm.sock")]
            : [PbmSettings.UsualSocket];
}
