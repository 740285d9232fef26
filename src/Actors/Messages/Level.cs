namespace Supervision.Actors.Messages;

/// <summary>How much a message matters.</summary>
internal enum Level
{
    Debug,
    Information,
    Warning,
    Error,
    Fatal,
}
