using Microsoft.Extensions.Logging;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting;

/// <summary>What the hosting itself logs, category <c>Supervision.Hosting</c>. Ids are 3000 and on; one is never given another meaning.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(3000, MsLevel.Information, "{Engines} engines are started in the actor system {System}", EventName = "hosting.started")]
    public static partial void Started(ILogger logger, int engines, string system);

    [LoggerMessage(3001, MsLevel.Warning, "{Warning}", EventName = "hosting.configuration-warning")]
    public static partial void ConfigurationWarning(ILogger logger, string warning);

    [LoggerMessage(3002, MsLevel.Warning,
        "SHUTDOWN TIME-OUT TOO SHORT: {Warning}; or call WithOptions(o => o.RaiseShutdownTimeout = true)", EventName = "hosting.shutdown-timeout-too-short")]
    public static partial void ShutdownTimeoutTooShort(ILogger logger, string warning);

    [LoggerMessage(3003, MsLevel.Information, "HostOptions.ShutdownTimeout is raised from {From} to {To}, for engines may take {Longest} to stop",
        EventName = "hosting.shutdown-timeout-raised")]
    public static partial void ShutdownTimeoutRaised(ILogger logger, TimeSpan from, TimeSpan to, TimeSpan longest);

    [LoggerMessage(3004, MsLevel.Warning, "the host's time to stop is over: what still runs is killed", EventName = "hosting.hastened")]
    public static partial void Hastened(ILogger logger);

    [LoggerMessage(3005, MsLevel.Error, "the actor system or an engine has not ended {After} after everything was killed; the host goes on without waiting",
        EventName = "hosting.still-running")]
    public static partial void StillRunning(ILogger logger, TimeSpan after);

    [LoggerMessage(3006, MsLevel.Error, "the shutdown of the actor system failed", EventName = "hosting.shutdown-failed")]
    public static partial void ShutdownFailed(ILogger logger, Exception error);

    [LoggerMessage(3007, MsLevel.Warning, "these processes could not be killed: {Survivors}", EventName = "hosting.survivors")]
    public static partial void Survivors(ILogger logger, string survivors);

    [LoggerMessage(3010, MsLevel.Critical, "{Summary}; the host stops with exit code {ExitCode}", EventName = "hosting.gave-up")]
    public static partial void GaveUpStops(ILogger logger, string summary, int exitCode);

    [LoggerMessage(3011, MsLevel.Error, "{Summary}; the host runs on without engines", EventName = "hosting.gave-up-ignored")]
    public static partial void GaveUpGoesOn(ILogger logger, string summary);

    [LoggerMessage(3012, MsLevel.Information, "every engine has ended: {Summary}", EventName = "hosting.ended")]
    public static partial void Ended(ILogger logger, string summary);

    [LoggerMessage(3013, MsLevel.Error, "the handler of OnGaveUp failed; the host stops", EventName = "hosting.handler-failed")]
    public static partial void HandlerFailed(ILogger logger, Exception error);

    [LoggerMessage(3014, MsLevel.Warning, "the actor system ended by itself; the host stops", EventName = "hosting.system-ended")]
    public static partial void SystemEnded(ILogger logger);

    [LoggerMessage(3020, MsLevel.Information, "waiting up to {Timeout} until engines are ready: {Engines}", EventName = "hosting.waiting")]
    public static partial void Waiting(ILogger logger, TimeSpan timeout, string engines);
}
