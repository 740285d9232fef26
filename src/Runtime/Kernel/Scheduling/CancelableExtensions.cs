namespace Supervision.Actor;

/// <summary>Cancels what may not be there.</summary>
public static class CancelableExtensions
{
    /// <summary>Cancels, or does nothing where there is nothing to cancel.</summary>
    /// <param name="cancelable">What is cancelled; may be null.</param>
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
