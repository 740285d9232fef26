namespace Supervision.Pbm;

/// <summary>One piece of a command's answer; a closed set.</summary>
public abstract record PbmResult
{
    private PbmResult()
    {
    }

    /// <summary>One line of text.</summary>
    /// <param name="Text">Without its line end.</param>
    public sealed record Line(string Text) : PbmResult;

    /// <summary>One JSON object.</summary>
    /// <param name="Json">Its text, without line breaks.</param>
    public sealed record Row(string Json) : PbmResult;

    /// <summary>What went wrong.</summary>
    /// <param name="Message">One line.</param>
    public sealed record Problem(string Message) : PbmResult;

    /// <summary>The command has ended; always last.</summary>
    /// <param name="Code">What it exits with: 0 done, 1 failed, 2 not understood, 130 cancelled; custom commands may have others, to 255.</param>
    public sealed record End(int Code) : PbmResult;
}
