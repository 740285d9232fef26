using Supervision.Actors.Settings;

namespace Supervision.Hosting;

/// <summary>Engines that gates of the host name, so that a misspelled one fails the start. Thread-safe.</summary>
internal sealed class GatedEngines
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public void Add(string engine)
    {
        lock (_names)
            _names.Add(engine);
    }

    /// <exception cref="SupervisionStartException">One of them is not configured.</exception>
    public void Check(SupervisionSettings settings)
    {
        lock (_names)
        {
            foreach (var name in _names)
            {
                if (!settings.Engines.Any(engine => ReadyWait.Means(engine, name)))
                {
                    throw new SupervisionStartException(
                        $"supervision cannot be started: a gate is for the engine '{name}', which is not configured; there are {ReadyWait.Names(settings)}");
                }
            }
        }
    }
}
