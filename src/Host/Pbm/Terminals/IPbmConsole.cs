namespace Supervision.Pbm.Terminals;

/// <summary>What the command line talks to: the descriptors 0, 1 and 2, and the terminal behind them.</summary>
internal interface IPbmConsole
{
    bool InputIsTerminal { get; }

    bool OutputIsTerminal { get; }

    /// <summary>Columns and rows of the terminal; 80 and 24 where there is none.</summary>
    (int Columns, int Rows) Size { get; }

    /// <summary>Why standard output takes no more; empty where nobody reads it any more, null while it takes.</summary>
    string? OutputFailure { get; }

    /// <summary>Waits for input.</summary>
    /// <returns>False after the time-out.</returns>
    bool WaitForInput(TimeSpan timeout);

    /// <summary>Reads what there is; waits for at least one byte.</summary>
    /// <returns>Bytes read; 0 at the end.</returns>
    int Read(Span<byte> bytes);

    /// <summary>Writes to standard output.</summary>
    /// <returns>False where it takes no more: <see cref="OutputFailure"/>.</returns>
    bool Write(ReadOnlySpan<byte> bytes);

    /// <summary>Writes to standard error; a failure has nobody to be told to.</summary>
    void WriteError(ReadOnlySpan<byte> bytes);

    /// <summary>Gives keys one by one and unechoed until it is disposed; null where the terminal cannot do that.</summary>
    IDisposable? TryRaw();
}
