using Supervision.Configuration;

namespace Supervision.Actor;

/// <summary>Makes the strategy of the user guardian.</summary>
public abstract class SupervisorStrategyConfigurator
{
    /// <summary>Makes the configurator that <c>akka.actor.guardian-supervisor-strategy</c> names.</summary>
    /// <param name="typeName">The name of <see cref="DefaultSupervisorStrategy"/> or <see cref="StoppingSupervisorStrategy"/>, with or without namespace and assembly.</param>
    /// <exception cref="ConfigurationException">Another name: types are not found by name in this kernel.</exception>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName)
    {
        string plain = typeName.Split(',')[0].Trim();
        return plain[(plain.LastIndexOf('.') + 1)..] switch
        {
            nameof(DefaultSupervisorStrategy) => new DefaultSupervisorStrategy(),
            nameof(StoppingSupervisorStrategy) => new StoppingSupervisorStrategy(),
            _ => throw new ConfigurationException($"Unknown supervisor strategy configurator [{typeName}]"),
        };
    }

    /// <summary>Makes the strategy.</summary>
    public abstract SupervisorStrategy Create();
}

/// <summary>Gives <see cref="SupervisorStrategy.DefaultStrategy"/>.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary>Gives <see cref="SupervisorStrategy.StoppingStrategy"/>.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
