using Supervision.Configuration;

namespace Supervision.Actor;

/// <summary>Makes the strategy of the user guardian.</summary>
public abstract class SupervisorStrategyConfigurator
{
    /// <summary>Makes the configurator that <c>akka.actor.guardian-supervisor-strategy</c> names.</summary>
    /// <param name="typeName">The name of <see cref="DefaultSupervisorStrategy"/>, of <see cref="StoppingSupervisorStrategy"/>, or of a type of the program.</param>
    /// <exception cref="ConfigurationException">The type is not known.</exception>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) => Create(typeName, new Util.TypeNames(null));

    internal static SupervisorStrategyConfigurator Create(string typeName, Util.TypeNames names) => names.Create<SupervisorStrategyConfigurator>(
        typeName,
        "akka.actor.guardian-supervisor-strategy",
        nameof(Setup.TypeNamesSetup),
        static own => own switch
        {
            nameof(DefaultSupervisorStrategy) => new DefaultSupervisorStrategy(),
            nameof(StoppingSupervisorStrategy) => new StoppingSupervisorStrategy(),
            _ => null,
        });

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
