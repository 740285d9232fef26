// Overview
// What /proc says of a process without asking the process's memory: files such as cmdline take its memory lock, and a reader of one whose
// threads hang in the kernel hangs with them. status, stat, wchan, syscall and stack do not. All is bounded, because an engine may have
// thousands of threads.
using System.Globalization;
using System.Text;
using Supervision.Posix;

namespace Supervision.Actors.Evidence;

/// <summary>The processes of a tree, as text.</summary>
internal static class ProcReport
{
    private const int MostProcesses = 64;
    private const int MostThreads = 256;
    private const int MostOfAFile = 16 * 1024;

    public static void Write(EvidenceFolder folder, IReadOnlyList<TreeMember> tree, CancellationToken cancellation)
    {
        var list = new StringBuilder("pid parent state name\n");
        foreach (var member in tree)
        {
            list.Append(CultureInfo.InvariantCulture, $"{member.Pid} {member.ParentPid} {member.State} {member.Name}\n");
        }

        folder.Write("tree.txt", list.ToString());
        foreach (var member in tree.Take(MostProcesses))
        {
            cancellation.ThrowIfCancellationRequested();
            folder.Write(string.Create(CultureInfo.InvariantCulture, $"process-{member.Pid}.txt"), Of(member.Pid, cancellation));
        }

        if (tree.Count > MostProcesses)
        {
            folder.Miss(string.Create(CultureInfo.InvariantCulture, $"only {MostProcesses} of {tree.Count} processes are shown"));
        }
    }

    private static string Of(int pid, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var root = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}");
        Append(text, "status", $"{root}/status");
        Append(text, "limits", $"{root}/limits");
        string[] threads;
        try
        {
            threads = Directory.GetDirectories($"{root}/task");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return text.Append("threads: ").Append(error.Message).Append('\n').ToString();
        }

        foreach (var thread in threads.Take(MostThreads))
        {
            cancellation.ThrowIfCancellationRequested();
            text.Append("\n=== thread ").Append(Path.GetFileName(thread)).Append(' ').Append(Read($"{thread}/comm")).Append('\n');
            Append(text, "stat", $"{thread}/stat");
            Append(text, "wchan", $"{thread}/wchan");
            Append(text, "syscall", $"{thread}/syscall");
            Append(text, "stack", $"{thread}/stack");
        }

        if (threads.Length > MostThreads)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nonly {MostThreads} of {threads.Length} threads are shown\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string path) => text.Append("--- ").Append(name).Append('\n').Append(Read(path)).Append('\n');

    private static string Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var buffer = new byte[MostOfAFile];
            var length = 0;
            while (length < buffer.Length && file.Read(buffer, length, buffer.Length - length) is var read and > 0)
            {
                length += read;
            }

            return Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"({error.Message})";
        }
    }
}
