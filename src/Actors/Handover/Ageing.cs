namespace Supervision.Actors.Handover;

/// <summary>Makes a state older by the time that it was on its way: the clock of delays and windows runs on while one image becomes the next.</summary>
internal static class Ageing
{
    public static HandedTree By(HandedTree tree, TimeSpan time) => tree with { Groups = [.. tree.Groups.Select(group => By(group, time))] };

    private static HandedGroup By(HandedGroup group, TimeSpan time) => group with
    {
        Intensity = By(group.Intensity, time),
        Engines = [.. group.Engines.Select(engine => By(engine, time))],
        Groups = [.. group.Groups.Select(below => By(below, time))],
        Entry = group.Entry with { Restarts = By(group.Entry.Restarts, time), StartIn = group.Entry.StartIn - time },
    };

    private static HandedEngine By(HandedEngine engine, TimeSpan time) => engine with
    {
        Restarts = By(engine.Restarts, time),
        InternalErrors = By(engine.InternalErrors, time),
        Waiting = engine.Waiting + time,
        Spawned = engine.Spawned + time,
        Ready = engine.Ready + time,
        BackoffAge = engine.BackoffAge + time,
        Signals = engine.Signals is { } signals
            ? signals with { Marks = [.. signals.Marks.Select(mark => mark with { Age = mark.Age + time })] }
            : null,
    };

    private static IReadOnlyList<TimeSpan> By(IReadOnlyList<TimeSpan> ages, TimeSpan time) => [.. ages.Select(age => age + time)];
}
