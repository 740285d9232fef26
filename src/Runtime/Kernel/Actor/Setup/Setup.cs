namespace Supervision.Actor.Setup;

/// <summary>A part of what a system is started with, in code.</summary>
public abstract class Setup
{
    /// <summary>Joins two parts.</summary>
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}
