using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>Begins the options of a backoff supervisor.</summary>
public static class Backoff
{
    /// <summary>Starts the child anew, after a time that doubles, when it stopped.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    /// <returns>The options.</returns>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>Starts the child anew, after a time that doubles, when it stopped.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    /// <param name="maxNrOfRetries">How often it is started anew before the supervisor stops; -1 for without end.</param>
    /// <returns>The options.</returns>
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Make(false, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    /// <summary>Starts the child anew, after a time that doubles, when it failed with what the strategy restarts for; its stop is final.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    /// <returns>The options.</returns>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnFailure(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>Starts the child anew, after a time that doubles, when it failed with what the strategy restarts for; its stop is final.</summary>
    /// <param name="childProps">Makes the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">How long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; from 0 to 1.</param>
    /// <param name="maxNrOfRetries">How often it is started anew before the supervisor stops; -1 for without end.</param>
    /// <returns>The options.</returns>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Make(true, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    private static BackoffOptionsImpl Make(
        bool onFailure, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries)
    {
        var spec = new BackoffSpec(onFailure, childProps, childName, minBackoff, maxBackoff, randomFactor);
        return new BackoffOptionsImpl(spec.WithMaxNrOfRetries(maxNrOfRetries));
    }
}
