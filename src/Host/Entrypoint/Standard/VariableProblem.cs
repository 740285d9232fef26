namespace Supervision.Entrypoint.Standard;

/// <summary>What is wrong with a variable.</summary>
/// <param name="Variable">Its name.</param>
/// <param name="Message">One line that begins with the name.</param>
internal sealed record VariableProblem(string Variable, string Message);
