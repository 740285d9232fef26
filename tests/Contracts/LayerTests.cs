using System.Reflection;

namespace Supervision.Contracts.Tests;

/// <summary>The arrows between the layers (docs/architecture.md), checked on what was built.</summary>
public sealed class LayerTests
{
    [Theory]
    [InlineData("Supervision.Hocon")]
    [InlineData("Supervision.Posix")]
    [InlineData("Supervision.Kernel", "Supervision.Hocon")]
    [InlineData("Supervision.TestKit", "Supervision.Kernel", "xunit")]
    // The kernel is one or the other; that the default build is without Akka, BuildSwitchTests checks.
    [InlineData("Supervision.Actors", "Supervision.Hocon", "Supervision.Kernel", "Akka", "Supervision.Posix")]
    [InlineData("Supervision.Hosting", "Supervision.Hocon", "Supervision.Kernel", "Akka", "Supervision.Posix", "Supervision.Actors", "Supervision.Control", "Microsoft.Extensions", "Microsoft.AspNetCore")]
    [InlineData("Supervision.Hosting.OpenTelemetry", "Supervision.Control", "OpenTelemetry.Api")]
    [InlineData("Supervision.Hosting.Serilog", "Supervision.Kernel", "Akka", "Supervision.Hosting", "Serilog", "Microsoft.Extensions")]
    [InlineData("Supervision.Pbm")]
    [InlineData("Supervision.Control", "Supervision.Pbm", "Supervision.Hocon", "Supervision.Kernel", "Akka", "Supervision.Actors", "Supervision.Posix")]
    public void Assembly_References_OnlyItsLayers(string assembly, params string[] allowed)
    {
        var others = Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard"
                && !Array.Exists(allowed, prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Empty(others);
    }
}
