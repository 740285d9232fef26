namespace Supervision.Pbm.Cli.Prompt;

/// <summary>How reading a line ended.</summary>
internal enum EditedLineKind
{
    /// <summary>With a line.</summary>
    Line,

    /// <summary>By Ctrl-C.</summary>
    Interrupted,

    /// <summary>No input is left, or Ctrl-D.</summary>
    EndOfInput,

    /// <summary>The wait was ended.</summary>
    Ended,
}
