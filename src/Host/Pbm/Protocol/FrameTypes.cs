namespace Supervision.Pbm.Protocol;

/// <summary>The values of <c>type</c>.</summary>
internal static class FrameTypes
{
    public const string Greeting = "greeting";
    public const string Hello = "hello";
    public const string Welcome = "welcome";
    public const string Refused = "refused";
    public const string GetPalettes = "get-palettes";
    public const string Palettes = "palettes";
    public const string Execute = "execute";
    public const string Cancel = "cancel";
    public const string Complete = "complete";
    public const string Completions = "completions";
    public const string Ping = "ping";
    public const string Pong = "pong";
    public const string Lines = "lines";
    public const string Row = "row";
    public const string Problem = "problem";
    public const string End = "end";
}
