using Supervision.Actors;
using Supervision.Actors.Engines;
using Supervision.Actors.Handover;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Daemon;

namespace Supervision.Entrypoint.Tests.Daemon;

internal sealed class FakeTree : IRunningTree
{
    public TaskCompletionSource<TreeOutcome> Outcome { get; } = new();

    public List<string> Calls { get; } = [];

    /// <summary>Called on each call, with its name.</summary>
    public Action<string> OnCall { get; set; } = static _ => { };

    public Task<TreeOutcome> Completion => Outcome.Task;

    public SupervisionTree? Tree => null;

    public void Stop(string why) => Called($"stop {why}");

    public void Hasten() => Called("hasten");

    public IReadOnlyList<EngineStatus> Status { get; set; } = [];

    public Task<IReadOnlyList<EngineStatus>> StatusAsync(CancellationToken cancellation) => OnStatus?.Invoke() ?? Task.FromResult(Status);

    /// <summary>Answers in place of <see cref="Status"/>.</summary>
    public Func<Task<IReadOnlyList<EngineStatus>>>? OnStatus { get; set; }

    public Func<SettingsResult, Task<ReloadResult>> OnReload { get; set; } =
        static _ => Task.FromResult(new ReloadResult(ReloadStatus.Applied, SettingsDifference.Empty));

    public Task<ReloadResult> ReloadAsync(SettingsResult loaded)
    {
        Called("reload");
        return OnReload(loaded);
    }

    public Task<string?> CheckAsync(Successor successor) => Task.FromResult<string?>(null);

    public Task<HandoverResult> HandOverAsync(string program, TimeSpan timeout, Func<TreeState, string> execute) =>
        Task.FromResult(new HandoverResult("a fake"));

    public void RefuseHandover(string why) => Called($"refuse {why}");

    public void ReopenLogs() => Called("reopen");

    public ValueTask DisposeAsync()
    {
        Called("dispose");
        return ValueTask.CompletedTask;
    }

    private void Called(string call)
    {
        Calls.Add(call);
        OnCall(call);
    }
}
