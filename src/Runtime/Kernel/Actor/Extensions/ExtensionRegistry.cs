using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Actor.Internal;

/// <summary>The extensions of one system. Each is made once; who comes while it is made waits for it.</summary>
internal sealed class ExtensionRegistry
{
    private const string Path = "akka.extensions";

    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly ActorSystemImpl _system;

    public ExtensionRegistry(ActorSystemImpl system)
    {
        _system = system;
    }

    public object Register(IExtensionId id)
    {
        Lazy<object> entry = _extensions.GetOrAdd(
            id.ExtensionType,
            static (_, made) => new Lazy<object>(() => made.id.CreateExtension(made.system)),
            (id, system: _system));

        // One that failed fails in the same way ever after: making it again could find what the first attempt left behind.
        return entry.Value;
    }

    /// <summary>Registers what <c>akka.extensions</c> names; one that cannot be had is logged and left out.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "An extension that fails must not keep the system from starting.")]
    public void LoadConfigured()
    {
        Config config = _system.Settings.Config;
        foreach (string typeName in config.HasPath(Path) ? config.GetStringList(Path) : [])
        {
            try
            {
                Register(_system.Settings.TypeNames.Create<IExtensionId>(typeName, Path, nameof(Setup.TypeNamesSetup), static _ => null));
            }
            catch (Exception e)
            {
                _system.Log.Error(e, "While trying to load extension [{0}], skipping...", typeName);
            }
        }
    }

    /// <summary>Whether there is one that has been made; one that failed is none.</summary>
    public bool Has(Type type) => _extensions.TryGetValue(type, out Lazy<object>? entry) && entry.IsValueCreated;

    public bool TryGet(Type type, [NotNullWhen(true)] out object? extension)
    {
        extension = _extensions.TryGetValue(type, out Lazy<object>? entry) ? entry.Value : null;
        return extension is not null;
    }
}
