using System.Reflection;

namespace Supervision.Contracts.Tests;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Supervision.Hocon")]
    [InlineData("Supervision.Kernel")]
    [InlineData("Supervision.Posix")]
    [InlineData("Supervision.TestKit")]
    [InlineData("Supervision.Actors")]
    [InlineData("Supervision.Control")]
    [InlineData("Supervision.Pbm")]
    [InlineData("Supervision.Hosting")]
    [InlineData("Supervision.Hosting.OpenTelemetry")]
    [InlineData("Supervision.Hosting.Serilog")]
    public void PublicApi_OfTheAssembly_EqualsItsBaseline(string assembly) =>
        Baseline.Verify($"Api/{assembly}.txt", PublicApi.Describe(Assembly.Load(assembly)));
}
