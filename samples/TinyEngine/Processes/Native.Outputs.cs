using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TinyEngine.Processes;

internal static partial class Native
{
    private const int CloseOnExec = 0x80000;

    /// <summary>
    /// Points the outputs, and the duplicates that the runtime keeps of them, at /dev/null: our ends of the pipes are then closed. Really
    /// closing the numbers would let the next socket take one, and log lines would go to a client.
    /// </summary>
    public static void CloseOutputs(bool stdout, bool stderr)
    {
        using SafeFileHandle nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        int replacement = (int)nothing.DangerousGetHandle();
        var targets = new HashSet<string>();
        if (stdout)
            targets.Add(TargetOf("1"));
        if (stderr)
            targets.Add(TargetOf("2"));
        targets.Remove("");
        foreach (string path in Directory.GetFileSystemEntries("/proc/self/fd"))
        {
            int descriptor = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
            bool kept = descriptor == 0 || descriptor == replacement || (descriptor == 1 && !stdout) || (descriptor == 2 && !stderr);
            if (!kept && targets.Contains(TargetOf(Path.GetFileName(path))) && Dup3(replacement, descriptor, descriptor > 2 ? CloseOnExec : 0) < 0)
                throw new IOException($"dup3: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    // Such as "pipe:[1234]". A descriptor that was closed since it was listed has no target that anyone asks for.
    private static string TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "dup3", SetLastError = true)]
    private static partial int Dup3(int from, int to, int flags);
}
