using Supervision.Configuration;
using Supervision.Dispatch;

namespace Supervision.TestKit;

/// <summary>Makes the <see cref="CallingThreadDispatcher"/> of a system: one for all its actors.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _dispatcher;

    /// <summary>Makes the configurator and its dispatcher.</summary>
    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        _dispatcher = new CallingThreadDispatcher(this);
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
