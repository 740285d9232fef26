using Supervision.Posix;

namespace Supervision.Samples.Benchmarks;

/// <summary>Children that sleep.</summary>
internal sealed class Children : IAsyncDisposable
{
    private readonly IProcessHost _host = ProcessHost.Start();
    private readonly List<IChildProcess> _all = [];

    public IReadOnlyList<IChildProcess> All => _all;

    public static async Task<Children> StartAsync(int count)
    {
        var children = new Children();
        var request = new SpawnRequest
        {
            Command = ["/bin/sleep", "100000"],
            Stdout = OutputMode.Null,
            Stderr = OutputMode.Null,
        };
        var observer = new Observer();
        for (var i = 0; i < count; i++)
        {
            switch (await children._host.SpawnAsync(request, observer))
            {
                case SpawnResult.Started started:
                    children._all.Add(started.Process);
                    break;
                case SpawnResult.Failed failed:
                    await children.DisposeAsync();
                    throw new InvalidOperationException(failed.Failure.Message);
            }
        }

        return children;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_all.Select(child => child.KillTreeAsync(TimeSpan.FromSeconds(30))));
        _all.ForEach(child => child.Dispose());
        await _host.DisposeAsync();
    }
}
