namespace Supervision.Control.Health;

/// <summary>The answer to a probe.</summary>
/// <param name="Good">Whether it is yes.</param>
/// <param name="Text">Lines that explain it, each with its end.</param>
internal readonly record struct HealthAnswer(bool Good, string Text);
