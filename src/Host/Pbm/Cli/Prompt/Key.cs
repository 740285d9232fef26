namespace Supervision.Pbm.Cli.Prompt;

/// <summary>What a key, or several bytes of a terminal, ask for.</summary>
internal enum Key
{
    /// <summary>A character; <see cref="KeyPress.Text"/> has it.</summary>
    Character,
    Enter,
    Tab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    WordLeft,
    WordRight,
    EraseWord,
    EraseBefore,
    EraseAfter,
    ClearScreen,
    Interrupt,

    /// <summary>Ctrl-D: the end on an empty line, else delete.</summary>
    EndOfText,

    /// <summary>No input is left.</summary>
    Closed,

    /// <summary>Nothing that is known.</summary>
    None,
}
