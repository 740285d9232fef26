namespace Supervision.Actor;

/// <summary>A behaviour: processes a message and says whether it understood it.</summary>
public delegate bool Receive(object message);

/// <summary>A behaviour that takes every message.</summary>
public delegate void UntypedReceive(object message);
