using System.Runtime.CompilerServices;

namespace Supervision.Kernel.Benchmarks;

/// <summary>No actors: an exception thrown and caught a few frames up. A restart costs at least this much, whatever the kernel.</summary>
internal sealed class BareThrow : Scenario
{
    public override string Name => "bare-throw";

    public override string Unit => "k/s";

    public override double Figure(long operations, TimeSpan elapsed) => operations / elapsed.TotalSeconds / 1e3;

    public override Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var count = (int)(200_000 * scale);
        var failure = new InvalidOperationException("for the benchmark");
        var caught = 0;
        for (var i = 0; i < count; i++)
        {
            try
            {
                Outer(failure);
            }
            catch (InvalidOperationException)
            {
                caught++;
            }
        }

        return Task.FromResult(new Outcome(caught));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Outer(Exception failure) => Inner(failure);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Inner(Exception failure) => throw failure;
}
