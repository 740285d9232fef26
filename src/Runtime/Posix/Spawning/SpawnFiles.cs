using System.Globalization;
using System.Text;

namespace Supervision.Posix;

/// <summary>
/// The files and extra descriptors of one child: opened here, so that an error names the file, and held at numbers above all that a child
/// can be given, so that putting one in its place never overwrites the source of another. Made only for a request that has any.
/// </summary>
internal sealed unsafe class SpawnFiles : IDisposable
{
    internal const int FirstTarget = 3;

    internal const int LastTarget = 255;

    private const int FirstSource = LastTarget + 1;

    private const int NewFileMode = 0b110_100_100;

    private readonly List<(int Source, int Target)> _placed = [];

    /// <summary>What the child gets, in ascending order of <c>Target</c>; 0, 1 and 2 among them.</summary>
    internal IReadOnlyList<(int Source, int Target)> Placed => _placed;

    internal static bool IsNeeded(SpawnRequest request) =>
        request.Descriptors is { Count: > 0 } || request.Stdin == StdinMode.File || request.Stdout == OutputMode.File || request.Stderr == OutputMode.File;

    /// <summary>Opens everything; whatever was opened before a failure is closed by <see cref="Dispose"/>.</summary>
    internal SpawnFailure? Open(SpawnRequest request)
    {
        const int append = Interop.O_WRONLY | Interop.O_CREAT | Interop.O_APPEND;
        var failure = request.Stdin == StdinMode.File ? OpenFile(request.StdinFile!, Interop.O_RDONLY, 0, "standard input") : null;
        if (failure is null && request.Stdout == OutputMode.File)
            failure = OpenFile(request.StdoutFile!, append, 1, "standard output");
        if (failure is null && request.Stderr == OutputMode.File)
            failure = OpenFile(request.StderrFile!, append, 2, "standard error");
        foreach (var (target, descriptor) in request.Descriptors ?? new Dictionary<int, SpawnDescriptor>())
        {
            if (failure is not null)
                break;
            var what = string.Create(CultureInfo.InvariantCulture, $"descriptor {target}");
            failure = descriptor.Path is { } path ? OpenFile(path, descriptor.Flags, target, what) : Duplicate(descriptor, target, what);
        }

        _placed.Sort(static (a, b) => a.Target.CompareTo(b.Target));
        return failure;
    }

    /// <summary>Takes over a descriptor of ours; 0, or the error number.</summary>
    internal int Place(int fd, int target)
    {
        var source = Interop.Fcntl(fd, Interop.F_DUPFD_CLOEXEC, FirstSource);
        if (source < 0)
            return Interop.LastError;
        _placed.Add((source, target));
        _placed.Sort(static (a, b) => a.Target.CompareTo(b.Target));
        return 0;
    }

    /// <summary>The lowest number that the child does not use.</summary>
    internal int FreeTarget()
    {
        var target = FirstTarget;
        while (_placed.Exists(placed => placed.Target == target))
            target++;
        return target;
    }

    internal int SourceOf(int target) => _placed.Find(placed => placed.Target == target) is { Source: > 0 } found ? found.Source : -1;

    private SpawnFailure? OpenFile(string path, int flags, int target, string what)
    {
        int fd;
        // A FIFO without a partner must not hold the thread that starts all engines.
        fixed (byte* pointer = Encoding.UTF8.GetBytes(path + '\0'))
            fd = Interop.Open(pointer, flags | Interop.O_CLOEXEC | Interop.O_NOCTTY | Interop.O_NONBLOCK, NewFileMode);
        if (fd < 0)
            return Failed(what, path, Interop.LastError);
        _ = Interop.Fcntl(fd, Interop.F_SETFL, Interop.Fcntl(fd, Interop.F_GETFL, 0) & ~(nint)Interop.O_NONBLOCK);
        var error = Place(fd, target);
        _ = Interop.Close(fd);
        return error == 0 ? null : Failed(what, path, error);
    }

    private SpawnFailure? Duplicate(SpawnDescriptor descriptor, int target, string what)
    {
        var held = false;
        try
        {
            descriptor.Handle!.DangerousAddRef(ref held);
            var error = Place((int)descriptor.Handle.DangerousGetHandle(), target);
            return error == 0 ? null : new SpawnFailure(SpawnStep.OpenFile, error, $"{what} could not be passed on: {Interop.ErrorText(error)}");
        }
        catch (ObjectDisposedException)
        {
            return new SpawnFailure(SpawnStep.OpenFile, Interop.EBADF, $"{what} could not be passed on: its handle is closed");
        }
        finally
        {
            if (held)
                descriptor.Handle!.DangerousRelease();
        }
    }

    private static SpawnFailure Failed(string what, string path, int errno) => new(SpawnStep.OpenFile, errno, errno switch
    {
        Interop.ENXIO => $"the file '{path}' for {what} is a FIFO that nobody reads",
        Interop.EISDIR => $"the file '{path}' for {what} is a directory",
        Interop.EINVAL => $"the file '{path}' for {what} could not be held: the limit of open files is below {FirstSource}",
        _ => $"the file '{path}' for {what} could not be opened: {Interop.ErrorText(errno)}",
    });

    public void Dispose()
    {
        foreach (var (source, _) in _placed)
            _ = Interop.Close(source);
        _placed.Clear();
    }
}
