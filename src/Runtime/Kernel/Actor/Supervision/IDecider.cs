namespace Supervision.Actor;

/// <summary>Says what to do about an exception.</summary>
public interface IDecider
{
    /// <summary>The directive for an exception.</summary>
    Directive Decide(Exception cause);
}
