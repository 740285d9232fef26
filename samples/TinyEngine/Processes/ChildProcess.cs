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
        new Thread(() => Native.Reap(pid)) { IsBackground = true, Name = $"reap {pid}" }.Start();
        return pid;
    }

    /// <summary>A child that ends at once and is never waited for.</summary>
    public static int StartUnreaped() => Start([ChildMain.Flag, "exit"], ownSession: false, null);

    private static int Start(IReadOnlyList<string> arguments, bool ownSession, SafeHandle? socket)
    {
        string self = Environment.ProcessPath ?? throw new IOException("the path of this executable is unknown");
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            arguments = [Path.Combine(AppContext.BaseDirectory, "tiny-engine.dll"), .. arguments];
        return Native.Spawn(self, arguments, ownSession, (int?)socket?.DangerousGetHandle());
    }
}
