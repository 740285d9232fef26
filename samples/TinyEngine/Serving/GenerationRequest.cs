using TinyEngine.Model;

namespace TinyEngine.Serving;

/// <summary>One checked request, with no trace of the protocol that brought it.</summary>
internal sealed record GenerationRequest(int[] Prompt, int MaxTokens, Sampling Sampling, IReadOnlyList<string> Stops, bool IgnoreEnd);
