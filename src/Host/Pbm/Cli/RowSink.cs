namespace Supervision.Pbm.Cli;

/// <summary>Keeps JSON objects, and the last problem.</summary>
internal sealed class RowSink : ResultSink
{
    public List<string> Rows { get; } = [];

    public string? LastProblem { get; private set; }

    public override bool Put(string text)
    {
        Rows.Add(text);
        return true;
    }

    public override void Problem(string message) => LastProblem = message;
}
