namespace Supervision.Actor.Setup;

/// <summary>
/// Says in code what type names in the configuration stand for: formatters, the logger on standard output, extension ids and supervisor
/// strategy configurators. Programs compiled ahead of time need it for their own types; the kernel's are known.
/// </summary>
/// <remarks>
/// What takes arguments has doors of its own: <see cref="Event.LoggingSetup"/>, <see cref="SchedulerSetup"/>,
/// <see cref="Dispatch.Mailboxes.RegisterType"/>, <see cref="Dispatch.Dispatchers.RegisterConfigurator"/>.
/// </remarks>
public sealed class TypeNamesSetup : Setup
{
    private readonly Dictionary<string, Func<object>> _factories = new(StringComparer.Ordinal);

    /// <summary>Makes a name known.</summary>
    /// <param name="typeName">The name as the configuration has it; its assembly may be left out.</param>
    /// <param name="factory">Makes an object of the type.</param>
    /// <returns>This setup.</returns>
    public TypeNamesSetup Register(string typeName, Func<object> factory)
    {
        _factories[Util.TypeNames.WithoutAssembly(typeName)] = factory;
        return this;
    }

    /// <summary>Makes a type known by its full name.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>This setup.</returns>
    public TypeNamesSetup Register<T>()
        where T : class, new() => Register(typeof(T).FullName!, static () => new T());

    internal Func<object>? Find(string name) => _factories.GetValueOrDefault(name);
}
