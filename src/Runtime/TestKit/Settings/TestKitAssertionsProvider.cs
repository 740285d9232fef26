using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>Carries the assertions of a system's tests.</summary>
public class TestKitAssertionsProvider(ITestKitAssertions assertions) : IExtension
{
    /// <summary>The assertions.</summary>
    public ITestKitAssertions Assertions { get; } = assertions ?? throw new ArgumentNullException(nameof(assertions));
}
