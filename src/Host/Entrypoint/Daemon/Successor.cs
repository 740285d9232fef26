// Overview
// The program that takes this one's place is the file that this process was started from, by the name that it was started by: a link that
// leads elsewhere by now is followed, and a file that was put in its place is executed. It gets the same arguments and variables.
// Whether it can take over is asked beforehand, of a child: it has to know the format of the state and to be able to load the
// configuration. So a broken upgrade costs a line in the log.
using System.Globalization;
using System.Text;
using Supervision.Actors.Handover;
using Supervision.Entrypoint.CommandLine;
using Supervision.Posix;

namespace Supervision.Entrypoint.Daemon;

/// <summary>The next image of this process.</summary>
internal sealed class Successor
{
    /// <summary>The first argument that asks whether a program can take over; the format of the state and the arguments to come follow.</summary>
    public const string CheckVerb = "--check-handover";

    /// <summary>What it answers where it can, before the format and its version.</summary>
    public const string Ready = "supervision-handover-ready";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<string> _head;
    private readonly IReadOnlyList<string> _arguments;

    /// <param name="program">Path of the file.</param>
    /// <param name="head">What comes before our own arguments: our name, and where a runtime runs us its arguments and the library.</param>
    /// <param name="arguments">Our own arguments.</param>
    public Successor(string program, IReadOnlyList<string> head, IReadOnlyList<string> arguments)
    {
        Program = program;
        _head = head;
        _arguments = arguments;
    }

    /// <summary>Path of the file that is executed.</summary>
    public string Program { get; }

    /// <summary>The one of this process; null where the system does not tell what it was started from.</summary>
    /// <param name="arguments">Main's.</param>
    public static Successor? Of(IReadOnlyList<string> arguments)
    {
        if ((ExecutedFile.Path ?? Environment.ProcessPath) is not { } path)
            return null;
        string program = Path.GetFullPath(path);
        return new Successor(program, Head(arguments.Count) ?? [program], arguments);
    }

    /// <summary>Asks the file whether it can take over.</summary>
    /// <param name="host">Starts it.</param>
    /// <returns>Why not; null where it can.</returns>
    public async Task<string?> CheckAsync(IProcessHost host)
    {
        var output = new Answer();
        var request = new SpawnRequest
        {
            Command = [Program, .. _head.Skip(1), CheckVerb, TreeState.Format.ToString(CultureInfo.InvariantCulture), .. _arguments],
        };
        SpawnResult result = await host.SpawnAsync(request, output);
        if (result is not SpawnResult.Started started)
            return ((SpawnResult.Failed)result).Failure.Message;
        try
        {
            ExitStatus status = await started.Process.Exited.WaitAsync(Patience);
            await Task.WhenAny(output.Closed, Task.Delay(KillPatience));
            if (status.IsSuccess && output.Said(OutputStream.Stdout).StartsWith(Ready, StringComparison.Ordinal))
                return null;
            string why = output.Said(OutputStream.Stderr).Trim().Replace("\n", "; ", StringComparison.Ordinal);
            return why.Length > 0 ? why
                : status.IsSuccess ? $"'{Program}' does not know how to take over"
                : $"'{Program}' {status} when it was asked whether it can take over";
        }
        catch (TimeoutException)
        {
            return $"'{Program}' did not say within {Patience.TotalSeconds:0} s whether it can take over";
        }
        finally
        {
            await started.Process.KillTreeAsync(KillPatience);
            started.Process.Dispose();
        }
    }

    /// <summary>Executes the file in our place. Returns only where that failed.</summary>
    /// <param name="state">What it goes on with.</param>
    /// <param name="descriptors">Descriptors that it gets besides those of the state.</param>
    /// <returns>Why it failed.</returns>
    public string Execute(TreeState state, IEnumerable<int> descriptors)
    {
        int file;
        try
        {
            file = InheritedFile.Create(state.Write());
        }
        catch (IOException error)
        {
            return error.Message;
        }

        SpawnFailure failure = ProgramReplacement.ExecuteSuccessor(
            Program, [.. _head, .. _arguments],
            new Dictionary<string, string> { [Predecessor.Variable] = string.Create(CultureInfo.InvariantCulture, $"{file}:{Environment.ProcessId}") },
            [file, .. state.Descriptors, .. descriptors], StopSignals.All);
        InheritedFile.Close(file);
        return failure.Message;
    }

    // Without /proc the path stands for the name.
    private static IReadOnlyList<string>? Head(int arguments) =>
        MultiCall.Started is { } all && all.Length > arguments ? all[..^arguments] : null;

    private sealed class Answer : IProcessObserver
    {
        private const int Most = 16 * 1024;

        private readonly Lock _gate = new();
        private readonly Dictionary<OutputStream, MemoryStream> _said = new() { [OutputStream.Stdout] = new(), [OutputStream.Stderr] = new() };
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _open = 2;

        public Task Closed => _closed.Task;

        public string Said(OutputStream stream)
        {
            lock (_gate)
                return Encoding.UTF8.GetString(_said[stream].ToArray());
        }

        public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
        {
            lock (_gate)
                _said[stream].Write(data[..(int)Math.Min(data.Length, Most - _said[stream].Length)]);
        }

        public void OnOutputClosed(OutputStream stream)
        {
            if (Interlocked.Decrement(ref _open) == 0)
                _closed.TrySetResult();
        }

        public void OnExited(ExitStatus status)
        {
        }
    }
}
