namespace Supervision.Routing;

/// <summary>Something that tells others what happens.</summary>
public interface IListeners
{
    /// <summary>Who is told.</summary>
    ListenerSupport Listeners { get; }
}
