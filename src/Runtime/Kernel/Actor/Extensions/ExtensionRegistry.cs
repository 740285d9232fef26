using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor.Internal;

/// <summary>The extensions of one system. Each is made once; who comes while it is made waits for it.</summary>
internal sealed class ExtensionRegistry
{
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
        try
        {
            return entry.Value;
        }
        catch (Exception)
        {
            // A failed extension may be tried again.
            _extensions.TryRemove(new KeyValuePair<Type, Lazy<object>>(id.ExtensionType, entry));
            throw;
        }
    }

    public bool TryGet(Type type, [NotNullWhen(true)] out object? extension)
    {
        extension = _extensions.TryGetValue(type, out Lazy<object>? entry) ? entry.Value : null;
        return extension is not null;
    }
}
