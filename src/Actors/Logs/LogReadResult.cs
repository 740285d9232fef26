namespace Supervision.Actors.Logs;

/// <summary>What came of reading a log.</summary>
public enum LogReadResult
{
    /// <summary>The bytes are there.</summary>
    Read,

    /// <summary>Offset and length do not go together.</summary>
    BadArguments,

    /// <summary>The stream has no file, or the file does not exist.</summary>
    NoFile,

    /// <summary>The file cannot be read.</summary>
    Failed,
}
