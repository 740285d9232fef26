namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads the hooks. Those of a stop have no on-failure: a stop cannot fail.</summary>
internal static class HookReader
{
    public static HookSettings Read(Section section, InstanceText instance)
    {
        var hooks = new HookSettings
        {
            PreStart = Hook(section.Child("pre-start"), instance, ofStart: true),
            PostStart = Hook(section.Child("post-start"), instance, ofStart: true),
            PreStop = Hook(section.Child("pre-stop"), instance, ofStart: false),
            PostStop = Hook(section.Child("post-stop"), instance, ofStart: false),
        };
        section.Done();
        return hooks;
    }

    private static HookCommand Hook(Section section, InstanceText instance, bool ofStart)
    {
        var hook = new HookCommand
        {
            Command = GateReader.OptionalCommand(section, "command", instance),
            Timeout = section.Duration("timeout", Limits.ShortestPeriod, Limits.LongestWait),
            FailureCounts = ofStart && section.Choice("on-failure", ("ignore", false), ("fail", true)),
        };
        section.Done();
        return hook;
    }
}
