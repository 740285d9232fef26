namespace Supervision.Actor;

/// <summary>A message that the cell handles itself before, or instead of, the actor.</summary>
public interface IAutoReceivedMessage
{
}

/// <summary>A message that could do harm when it comes from outside.</summary>
public interface IPossiblyHarmful
{
}

/// <summary>A message that never leaves the process.</summary>
public interface INoSerializationVerificationNeeded
{
}

/// <summary>A message that does not count as activity for the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout
{
}
