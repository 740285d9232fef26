namespace Supervision.Pbm.Cli.Prompt;

/// <summary>How a line could go on.</summary>
/// <param name="Start">Where the word begins that is completed.</param>
/// <param name="Typed">The word, without quotes.</param>
/// <param name="Values">What it could be; none where nothing is known.</param>
internal sealed record Completion(int Start, string Typed, IReadOnlyList<string> Values)
{
    public static Completion None { get; } = new(0, "", []);
}
