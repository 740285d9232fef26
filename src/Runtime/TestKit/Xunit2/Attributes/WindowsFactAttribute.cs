using Xunit;

namespace Supervision.TestKit.Xunit2.Attributes;

/// <summary>A fact that holds on Windows only; skipped elsewhere.</summary>
public class WindowsFactAttribute : FactAttribute
{
    private string? _skip;

    /// <summary>Why the fact is skipped everywhere; else <see cref="SkipUnix"/> outside of Windows, else null.</summary>
    public override string? Skip
    {
        get => _skip ?? (OperatingSystem.IsWindows() ? null : SkipUnix ?? "Runs on Windows only");
        set => _skip = value;
    }

    /// <summary>Why the fact is skipped outside of Windows.</summary>
    public string? SkipUnix { get; set; }
}
