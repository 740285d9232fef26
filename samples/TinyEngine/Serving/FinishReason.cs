namespace TinyEngine.Serving;

internal enum FinishReason
{
    Stop,
    Length,
    Abort,
}

internal static class FinishReasons
{
    public static IReadOnlyList<FinishReason> All { get; } = [FinishReason.Stop, FinishReason.Length, FinishReason.Abort];

    public static string Text(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        _ => "abort",
    };
}
