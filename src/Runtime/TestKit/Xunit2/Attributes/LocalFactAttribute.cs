using Xunit;

namespace Supervision.TestKit.Xunit2.Attributes;

/// <summary>A fact for the developer's machine: skipped where the environment variable <c>XUNIT_SKIP_LOCAL_FACT</c> is <c>true</c>.</summary>
public class LocalFactAttribute : FactAttribute
{
    private string? _skip;

    /// <summary>Why the fact is skipped everywhere; else <see cref="SkipLocal"/> where the variable is set, else null.</summary>
    public override string? Skip
    {
        get => _skip ?? (LocalSwitch.IsOn("XUNIT_SKIP_LOCAL_FACT") ? SkipLocal : null);
        set => _skip = value;
    }

    /// <summary>Why the fact is skipped where the variable is set.</summary>
    public string? SkipLocal { get; set; }
}
