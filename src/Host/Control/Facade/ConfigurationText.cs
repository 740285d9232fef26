namespace Supervision.Control;

/// <summary>The configuration that runs, resolved, with secrets hidden.</summary>
/// <param name="Text">HOCON or JSON.</param>
/// <param name="Tag">Changes when the configuration does; for <c>If-Match</c>.</param>
public sealed record ConfigurationText(string Text, string Tag);
