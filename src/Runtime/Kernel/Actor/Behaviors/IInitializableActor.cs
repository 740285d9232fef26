namespace Supervision.Actor.Internal;

/// <summary>An actor that needs a call between its constructor and its first hook.</summary>
public interface IInitializableActor
{
    /// <summary>Called once per instance.</summary>
    void Init();
}
