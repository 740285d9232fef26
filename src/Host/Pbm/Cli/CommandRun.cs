namespace Supervision.Pbm.Cli;

/// <summary>One command on one connection.</summary>
internal static class CommandRun
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code; <see cref="PbmExitCodes.Done"/> where the sink takes no more.</returns>
    public static async Task<int> RunAsync(PbmClient client, IReadOnlyList<string> words, bool json, ResultSink sink, CancellationToken cancellation)
    {
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await using IAsyncEnumerator<PbmResult> results = client.ExecuteAsync(words, json, unwanted.Token).GetAsyncEnumerator(CancellationToken.None);
            bool isWanted = true;
            while (true)
            {
                // What is there is shown before anything is waited for, and not line by line.
                ValueTask<bool> next = results.MoveNextAsync();
                if (!next.IsCompleted && isWanted && !sink.Flush())
                {
                    isWanted = false;
                    await unwanted.CancelAsync().ConfigureAwait(false);
                }
                if (!await next.ConfigureAwait(false))
                    return PbmExitCodes.Lost;
                switch (results.Current)
                {
                    case PbmResult.End end:
                        sink.Flush();
                        return isWanted ? end.Code : PbmExitCodes.Done;
                    case var _ when !isWanted:
                        break;
                    case PbmResult.Line line when !sink.Put(line.Text):
                    case PbmResult.Row row when !sink.Put(row.Json):
                        return PbmExitCodes.Done;
                    case PbmResult.Problem problem:
                        sink.Problem(problem.Message);
                        break;
                }
            }
        }
        catch (IOException error)
        {
            sink.Problem(Lost(error.Message));
            return PbmExitCodes.Lost;
        }
    }

    /// <summary>That, and why, the connection ended.</summary>
    public static string Lost(string why) => $"connection to host terminated: {why}";
}
