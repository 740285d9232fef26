namespace Supervision.Pbm.Tests.Support;

/// <summary>The whole answer of a command.</summary>
internal sealed record Answer(IReadOnlyList<string> Lines, IReadOnlyList<string> Rows, IReadOnlyList<string> Problems, int Code)
{
    /// <param name="results">What comes.</param>
    /// <param name="seen">Called with each line as it comes.</param>
    public static async Task<Answer> OfAsync(IAsyncEnumerable<PbmResult> results, Action<string>? seen = null)
    {
        List<string> lines = [], rows = [], problems = [];
        int code = -1;
        await foreach (PbmResult result in results)
        {
            switch (result)
            {
                case PbmResult.Line line:
                    lines.Add(line.Text);
                    seen?.Invoke(line.Text);
                    break;
                case PbmResult.Row row:
                    rows.Add(row.Json);
                    break;
                case PbmResult.Problem problem:
                    problems.Add(problem.Message);
                    break;
                case PbmResult.End end:
                    code = end.Code;
                    break;
            }
        }
        return new Answer(lines, rows, problems, code);
    }

    public override string ToString() => string.Join('\n', Lines.Concat(Rows).Concat(Problems).Append($"code {Code}"));
}
