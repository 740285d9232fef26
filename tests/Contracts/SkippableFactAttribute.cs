using Xunit.Abstractions;
using Xunit.Sdk;

namespace Supervision.Contracts.Tests;

/// <summary>A test that finds out while it runs that it cannot: it throws <see cref="SkipException"/>, and is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Supervision.Contracts.Tests." + nameof(SkippableFactDiscoverer), "Supervision.Contracts.Tests")]
internal sealed class SkippableFactAttribute : FactAttribute;

/// <summary>Skips the running test, with the reason.</summary>
internal sealed class SkipException(string reason) : Exception(reason);

public sealed class SkippableFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        [new SkippableTestCase(diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)];
}

public sealed class SkippableTestCase : XunitTestCase
{
    [Obsolete("Called by the de-serializer")]
    public SkippableTestCase()
    {
    }

    public SkippableTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnostics, IMessageBus bus, object[] arguments, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
    {
        using var skipping = new SkippingBus(bus);
        var summary = await base.RunAsync(diagnostics, skipping, arguments, aggregator, cancellation);
        summary.Failed -= skipping.Skipped;
        summary.Skipped += skipping.Skipped;
        return summary;
    }

    private sealed class SkippingBus(IMessageBus bus) : IMessageBus
    {
        public int Skipped { get; private set; }

        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is not ITestFailed { ExceptionTypes: [var type, ..] } failed || type != typeof(SkipException).FullName)
                return bus.QueueMessage(message);
            Skipped++;
            return bus.QueueMessage(new TestSkipped(failed.Test, failed.Messages[0]));
        }

        public void Dispose()
        {
            // The bus belongs to the runner.
        }
    }
}
