using System.Text;

namespace Supervision.Posix;

// Overview
//   What the helper has to do between its own start and execve, as one block of bytes: a fixed head of 32-bit numbers, then arrays, then
//   null-terminated strings. The helper is the same file as the writer, so there is no version to negotiate; Magic only tells a
//   helper that was started by hand from one that was started by us.

/// <summary>Writes the instructions for the helper (<see cref="SpawnShim"/>).</summary>
internal static class SpawnSpec
{
    internal const int Magic = 0x53_50_57_31;

    /// <summary>"Leave it": no option has this value.</summary>
    internal const int None = int.MinValue;

    internal const int HeadFields = 16;

    internal static byte[] Encode(
        SpawnRequest request, string program, SpawnIdentity? identity, string? cgroup, IReadOnlyList<string> environment, IReadOnlyList<int> keep)
    {
        var limits = request.Limits ?? [];
        var mask = request.CpuAffinity is { Count: > 0 } processors ? CpuList.Mask(processors) : [];
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Interop.Getpid());
        writer.Write(request.Umask ?? None);
        writer.Write(request.Nice ?? None);
        writer.Write(request.OomScoreAdj ?? None);
        writer.Write(request.ParentDeathSignal ?? None);
        writer.Write(request.NoNewPrivileges ? 1 : 0);
        // −1 means "leave it" to the system calls as well.
        writer.Write(identity?.Uid ?? uint.MaxValue);
        writer.Write(identity?.Gid ?? uint.MaxValue);
        writer.Write(identity?.Groups?.Length ?? -1);
        writer.Write(limits.Count);
        writer.Write(mask.Length);
        writer.Write(keep.Count);
        writer.Write(request.Command.Count);
        writer.Write(environment.Count);
        // Keeps what follows on a boundary of eight bytes, as the limits and the mask want it.
        writer.Write(0);

        writer.Write(mask);
        foreach (var limit in limits)
        {
            writer.Write((ulong)limit.Resource);
            writer.Write(limit.NativeSoft);
            writer.Write(limit.NativeHard);
        }

        foreach (var group in identity?.Groups ?? [])
            writer.Write(group);
        foreach (var descriptor in keep)
            writer.Write(descriptor);
        Text(program);
        Text(request.WorkingDirectory ?? "");
        Text(cgroup ?? "");
        foreach (var word in request.Command)
            Text(word);
        foreach (var variable in environment)
            Text(variable);
        writer.Flush();
        return stream.ToArray();

        void Text(string text)
        {
            writer.Write(Encoding.UTF8.GetBytes(text));
            writer.Write((byte)0);
        }
    }
}
