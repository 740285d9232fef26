using System.Runtime.CompilerServices;
using Supervision.Entrypoint.Output;

namespace Supervision.Entrypoint.Daemon;

/// <summary>The limit on open files of this process.</summary>
internal static unsafe class OpenFiles
{
    private const int RLIMIT_NOFILE = 7;

    // The runtime has every assembly open. Below this it fails to load one, or to start a thread, and says that memory is out.
    private const long Fewest = 100;

    /// <summary>
    /// Raises the soft limit to the hard one. The runtime has done so, but not where the program is compiled ahead of time; and the usual 1024 are the
    /// files of three hundred engines.
    /// </summary>
    public static void Raise()
    {
        ulong* limits = stackalloc ulong[2];
        if (Interop.GetRLimit(RLIMIT_NOFILE, limits) != 0 || limits[0] >= limits[1])
            return;
        limits[0] = limits[1];
        _ = Interop.SetRLimit(RLIMIT_NOFILE, limits);
    }

    /// <summary>What the kernel lets us open; it was raised to the hard limit.</summary>
    public static long Limit
    {
        get
        {
            ulong* limits = stackalloc ulong[2];
            return Interop.GetRLimit(RLIMIT_NOFILE, limits) == 0 ? (long)Math.Min(limits[0], long.MaxValue) : long.MaxValue;
        }
    }

    /// <summary>
    /// How many connections a door may have, of which there are four: half of what is left beside <see cref="Fewest"/> for all of them. Else whoever
    /// connects often enough leaves no files to start an engine with.
    /// </summary>
    /// <param name="limit">The limit on open files.</param>
    /// <param name="most">How many are enough.</param>
    public static int Connections(long limit, int most) => (int)Math.Clamp((limit - Fewest) / 8, 1, most);

    /// <summary>Why nothing can be started; null where it can. What is compiled ahead of time has one file, and says itself what fails.</summary>
    public static string? Problem => RuntimeFeature.IsDynamicCodeSupported && Limit < Fewest
        ? $"the limit on open files is {Limit}, and this program needs {Fewest} and some for each engine; "
            + "raise it: ulimit -n 1024 in a shell, LimitNOFILE=1024 in a unit of systemd, --ulimit nofile=1024 for docker run"
        : null;
}
