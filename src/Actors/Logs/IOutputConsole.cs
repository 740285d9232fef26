namespace Supervision.Actors.Logs;

/// <summary>Takes the lines of every engine whose output is inherited, as bytes.</summary>
public interface IOutputConsole
{
    /// <summary>Whether lines are wanted at all.</summary>
    public bool IsOn { get; }

    /// <summary>Takes lines. Called from the threads that read the engines' output: it must not wait, and must not throw.</summary>
    /// <param name="label">Whose they are.</param>
    /// <param name="lines">The lines, valid during the call.</param>
    /// <param name="at">When they were read, UTC.</param>
    /// <param name="firstSequence">Number of the first among the tree's events; the others follow it.</param>
    public void Write(OutputLabel label, LineBatch lines, DateTimeOffset at, long firstSequence);
}
