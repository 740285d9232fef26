// Overview
// Before the kill of an engine that hangs, is unhealthy, exceeds its memory or does not stop, what could tell why is written down: /proc of
// its whole tree first (it costs nothing and needs nobody's help), then commands, then a signal that makes the engine itself write, which may
// end it. All of it together has one time-out, and a stop that is hastened ends it: evidence may delay a kill and never prevent one.
using System.Globalization;
using System.Text;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Logs;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Evidence;

/// <summary>Writes down what can be seen of an engine. Nothing is thrown.</summary>
internal sealed class EvidenceGatherer(TreeServices services)
{
    public const string DidNotStop = "did-not-stop";

    private const int MostOfACommand = 1024 * 1024;

    // What a signal makes an engine write is on its way for that long.
    private static readonly TimeSpan _answerTime = TimeSpan.FromSeconds(1);

    /// <summary>Whether the kill that a failure leads to is preceded by evidence.</summary>
    public static bool IsWanted(EngineSettings engine, FailureKind kind) => engine.Evidence.Directory.Length > 0
        && kind is FailureKind.Hung or FailureKind.Unhealthy or FailureKind.StartupTimeout or FailureKind.MemoryExceeded;

    public async Task GatherAsync(AttemptInfo attempt, string why, IChildProcess process, OutputCapture output, CancellationToken hasten)
    {
        var settings = attempt.Engine.Evidence;
        using var deadline = new CancellationTokenSource(settings.Timeout, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, hasten);
        EvidenceFolder? folder = null;
        try
        {
            // A thread of its own: what looks at a process in trouble may get into the same trouble, and is then left behind.
            var proc = Task.Factory.StartNew(
                () =>
                {
                    folder = EvidenceFolder.Create(settings, attempt.Engine.Name, attempt.Attempt, why, services.Time.GetUtcNow());
                    folder.Write("reason.txt", Reason(attempt, why));
                    ProcReport.Write(folder, process.Tree(includeZombies: true), either.Token);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await proc.WaitAsync(either.Token).ConfigureAwait(false);
            for (var i = 0; i < settings.Commands.Length; i++)
            {
                await CommandAsync(folder!, i, attempt, either.Token).ConfigureAwait(false);
            }

            if (settings.Signal is { } signal && process.Signal(signal) == SignalResult.Sent)
            {
                await Task.WhenAny(process.Exited, Task.Delay(_answerTime, services.Time, either.Token)).ConfigureAwait(false);
            }

            Finish(folder!, attempt, output, null);
        }
        catch (OperationCanceledException)
        {
            var cut = hasten.IsCancellationRequested ? "the stop was hastened" : string.Create(
                CultureInfo.InvariantCulture, $"it took longer than {settings.Timeout.TotalSeconds:0.###} s");
            Finish(folder, attempt, output, cut);
        }
        // Whatever goes wrong here must not prevent the kill.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Finish(folder, attempt, output, error is IOException or UnauthorizedAccessException ? FileProblem.Of(error, "") : error.Message);
        }
    }

    private async Task CommandAsync(EvidenceFolder folder, int index, AttemptInfo attempt, CancellationToken cancellation)
    {
        var engine = attempt.Engine;
        var pid = attempt.Pid?.ToString(CultureInfo.InvariantCulture) ?? "";
        string[] command = [.. engine.Evidence.Commands[index].Select(word => word.Replace("%(pid)", pid, StringComparison.Ordinal))];
        // As the daemon's user: who looks into another process needs more rights than that process has.
        var result = await HelperRun.RunAsync(
            services.Host, services.Time, engine with { RunAs = new RunAsSettings() }, command, attempt.Variables("evidence"),
            engine.Evidence.Timeout, cancellation, MostOfACommand).ConfigureAwait(false);
        var text = new StringBuilder("$ ").AppendJoin(' ', command).Append('\n').Append(Encoding.UTF8.GetString(result.Output));
        if (result.Problem is { } problem)
        {
            text.Append("\n--- ").Append(problem).Append('\n');
            folder.Miss(problem);
        }

        folder.Write(string.Create(CultureInfo.InvariantCulture, $"command-{index + 1}.txt"), text.ToString());
        cancellation.ThrowIfCancellationRequested();
    }

    private void Finish(EvidenceFolder? folder, AttemptInfo attempt, OutputCapture output, string? cut)
    {
        if (folder is not null)
        {
            folder.Write("output.txt", string.Join('\n', output.LastLines()) + "\n");
            folder.Prune(services.Time.GetUtcNow());
        }

        List<string> problems = [.. folder?.Problems ?? [], .. cut is null ? [] : new[] { cut }];
        services.Events.Publish(new EvidenceWritten(
            attempt.Engine.Name, attempt.Engine.Group, attempt.Pid, attempt.Attempt, folder?.Path ?? attempt.Engine.Evidence.Directory,
            folder?.Bytes ?? 0, problems.Count == 0 ? null : string.Join("; ", problems)));
    }

    private string Reason(AttemptInfo attempt, string why) => string.Create(
        CultureInfo.InvariantCulture,
        $"engine {attempt.Engine.Name}\ngroup {attempt.Engine.Group}\nattempt {attempt.Attempt}\npid {attempt.Pid}\ntime {services.Time.GetUtcNow():O}\nkind {why}\nreason {attempt.Reason}\n");
}
