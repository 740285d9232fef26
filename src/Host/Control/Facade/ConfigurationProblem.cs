namespace Supervision.Control;

/// <summary>Something that loading a configuration has to say.</summary>
/// <param name="IsError">Whether it prevents loading; otherwise it is a warning.</param>
/// <param name="Place">File, line and column.</param>
/// <param name="Path">The setting; empty where no single one is meant.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ConfigurationProblem(bool IsError, string Place, string Path, string Message);
