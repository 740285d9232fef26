namespace Supervision.Posix;

/// <summary>Our end of a child's output pipe. All members are for the loop's thread.</summary>
internal interface IOutputPipe
{
    public void Attach(IoLoop loop);

    /// <summary>Passes on what the ended leader left in the pipe; false where that is still under way, and told of later.</summary>
    public bool Drain();

    public void Close();

    /// <summary>Our descriptor, for another image of this program; null where the stream has ended. Only while the loops rest, from any thread.</summary>
    public int? HandOver();
}
