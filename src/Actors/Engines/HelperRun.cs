using System.Globalization;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>
/// Runs a command on behalf of an engine, in the engine's environment and directory and as its user: gates, hooks, evidence. Bounded: at the
/// time-out, or on cancellation, it is killed as a tree. Nothing is thrown.
/// </summary>
internal static class HelperRun
{
    private const int MostOutput = 256 * 1024;
    private static readonly TimeSpan _killTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _drainTime = TimeSpan.FromMilliseconds(500);

    public static async Task<HelperResult> RunAsync(
        IProcessHost host, TimeProvider time, EngineSettings engine, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables,
        TimeSpan timeout, CancellationToken cancellation, int mostOutput = MostOutput)
    {
        var output = new Output(mostOutput);
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var spawned = await SpawnPlan.SpawnHelperAsync(host, engine, command, variables, output, either.Token).ConfigureAwait(false);
            if (spawned is not SpawnResult.Started { Process: var process })
            {
                return new HelperResult(null, ((SpawnResult.Failed)spawned).Failure.Message, []);
            }

            try
            {
                var status = await process.Exited.WaitAsync(either.Token).ConfigureAwait(false);
                await Task.WhenAny(output.Closed, Task.Delay(_drainTime, time, CancellationToken.None)).ConfigureAwait(false);
                return new HelperResult(status, status.IsSuccess ? null : $"{command[0]} {status}", output.ToArray());
            }
            finally
            {
                // Also where it exited: nothing of it is left behind.
                await process.KillTreeAsync(_killTime).ConfigureAwait(false);
                process.Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            var why = cancellation.IsCancellationRequested
                ? "was cancelled"
                : string.Create(CultureInfo.InvariantCulture, $"did not end within {timeout.TotalSeconds:0.###} s and was killed");
            return new HelperResult(null, $"{command[0]} {why}", output.ToArray());
        }
    }

    private sealed class Output(int most) : IProcessObserver
    {
        private readonly Lock _gate = new();
        private readonly MemoryStream _bytes = new();
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Closed => _closed.Task;

        public byte[] ToArray()
        {
            lock (_gate)
            {
                return _bytes.ToArray();
            }
        }

        public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
        {
            lock (_gate)
            {
                _bytes.Write(data[..(int)Math.Min(data.Length, most - _bytes.Length)]);
            }
        }

        public void OnOutputClosed(OutputStream stream) => _closed.TrySetResult();

        public void OnExited(ExitStatus status)
        {
        }
    }
}
