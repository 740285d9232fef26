using System.Globalization;
using System.Runtime.InteropServices;

namespace TinyEngine.Processes;

/// <summary>Children of the engine: this executable again, in its hidden child form.</summary>
internal static class ChildProcess
{
    /// <summary>A child in a session of its own, which outlives us. Its socket, where given, stays in the listening state as long as it lives.</summary>
    public static int StartLingering(TimeSpan life, SafeHandle? socket)
    {
        int pid = Start([ChildMain.Flag, "linger", life.TotalSeconds.ToString(CultureInfo.InvariantCulture)], ownSession: true, socket);
        Reap(pid, (_, _) => { });
        return pid;
    }

    /// <summary>A worker in our own session. <paramref name="ended"/> hears its pid and wait status once.</summary>
    public static int StartWorker(int index, Action<int, int> ended)
    {
        int pid = Start([ChildMain.Flag, "worker", index.ToString(CultureInfo.InvariantCulture)], ownSession: false, null);
        Reap(pid, ended);
        return pid;
    }

    /// <summary>A child that ends at once and is never waited for.</summary>
    public static int StartUnreaped() => Start([ChildMain.Flag, "exit"], ownSession: false, null);

    private static void Reap(int pid, Action<int, int> ended) =>
        new Thread(() => ended(pid, Native.Reap(pid))) { IsBackground = true, Name = $"reap {pid}" }.Start();

    private static int Start(IReadOnlyList<string> arguments, bool ownSession, SafeHandle? socket)
    {
        string self = Environment.ProcessPath ?? throw new IOException("the path of this executable is unknown");
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            arguments = [Path.Combine(AppContext.BaseDirectory, "tiny-engine.dll"), .. arguments];
        return Native.Spawn(self, arguments, ownSession, (int?)socket?.DangerousGetHandle());
    }
}
