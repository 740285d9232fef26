using System.Collections.Immutable;
using System.Text;
using Supervision.Actors.Engines;
using Supervision.Actors.Failures;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Failures;

public sealed class LinePatternsTests
{
    /// <summary>Lines as programs really write them.</summary>
    [Theory]
    [InlineData("OSError: [Errno 98] Address already in use", FailureKind.PortBusy)]
    [InlineData("ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use", FailureKind.PortBusy)]
    [InlineData("Error: listen EADDRINUSE: address already in use :::8000", FailureKind.PortBusy)]
    [InlineData("torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.15 GiB", FailureKind.CudaOutOfMemory)]
    [InlineData("RuntimeError: CUDA error: out of memory", FailureKind.CudaOutOfMemory)]
    [InlineData("RuntimeError: CUDA error: an illegal memory access was encountered", FailureKind.CudaPoisoned)]
    [InlineData("RuntimeError: CUDA error: device-side assert triggered", FailureKind.CudaPoisoned)]
    [InlineData("cuModuleLoadData failed: CUDA_ERROR_ILLEGAL_ADDRESS", FailureKind.CudaPoisoned)]
    [InlineData("NVRM: Xid (PCI:0000:3b:00): 79, pid=1234, name=python3, GPU has fallen off the bus.", FailureKind.GpuLost)]
    [InlineData("NVRM: Xid (PCI:0000:3b:00): 48, pid=1234, DBE (double bit error)", FailureKind.GpuLost)]
    [InlineData("Failed to initialize NVML: Unknown Error", FailureKind.GpuLost)]
    [InlineData("RuntimeError: CUDA error: uncorrectable ECC error encountered", FailureKind.GpuLost)]
    [InlineData("RuntimeError: No CUDA GPUs: no CUDA-capable device is detected", FailureKind.GpuLost)]
    [InlineData("Failed to initialize NVML: Driver/library version mismatch", FailureKind.DriverMismatch)]
    [InlineData("CUDA error: CUDA driver version is insufficient for CUDA runtime version", FailureKind.DriverMismatch)]
    [InlineData("[rank0]:[E ProcessGroupNCCL.cpp:607] [Rank 0] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=4)", FailureKind.Hung)]
    public void Builtin_KnownLine_IsUnderstood(string line, FailureKind expected) => Assert.Equal(expected, Look(line)?.Kind);

    [Theory]
    [InlineData("INFO: 10.0.0.1:5000 - \"POST /v1/completions HTTP/1.1\" 200 OK")]
    [InlineData("NVRM: Xid (PCI:0000:3b:00): 31, pid=1234, name=python3, Ch 00000008, MMU Fault")]
    [InlineData("CUDA graphs are captured; memory left: 10 GiB")]
    [InlineData("using address 10.0.0.1 already known")]
    public void Builtin_OrdinaryLine_SaysNothing(string line) => Assert.Null(Look(line));

    [Fact]
    public void Explain_GravestLine_Wins() => Assert.Equal(
        FailureKind.GpuLost,
        Look("torch.OutOfMemoryError: CUDA out of memory.", "GPU has fallen off the bus", "Address already in use")?.Kind);

    [Fact]
    public void Explain_OwnPattern_ComesBeforeBuiltin()
    {
        var settings = new FailureSettings { Patterns = [new FailurePattern("licence", "licence .* expired", FailureKind.DriverMismatch)] };

        var hit = Look(settings, "Address already in use", "the licence of 2020 has expired");

        Assert.Equal((FailureKind.DriverMismatch, "licence", "the licence of 2020 has expired"), (hit!.Kind, hit.Pattern, hit.Line));
    }

    [Fact]
    public void Explain_LineLongBeforeTheEnd_SaysNothing() =>
        Assert.Null(Look(["Address already in use", .. Enumerable.Range(0, 600).Select(i => $"line {i}")]));

    [Fact]
    public void Explain_OtherStream_SaysNothing()
    {
        var settings = new FailureSettings
        {
            BuiltinPatterns = false,
            Patterns = [new FailurePattern("p", "boom", FailureKind.Hung) { Stream = OutputStream.Stderr }],
        };

        Assert.Null(Look(settings, "boom"));
    }

    [Fact]
    public void Look_KillingLine_IsToldOnce()
    {
        var told = new List<PatternHit>();
        var patterns = new LinePatterns(new FailureSettings(), told.Add);

        patterns.Look(Batch("CUDA error: device-side assert triggered"), OutputStream.Stderr);
        patterns.Look(Batch("CUDA error: device-side assert triggered"), OutputStream.Stderr);

        Assert.Equal(FailureKind.CudaPoisoned, Assert.Single(told).Kind);
    }

    [Fact]
    public void Look_PatternThatTakesForEver_IsSwitchedOffAndTheOthersWork()
    {
        var settings = new FailureSettings
        {
            Patterns = [new FailurePattern("slow", "(a+)+$", FailureKind.Hung), new FailurePattern("good", "boom", FailureKind.PortBusy)],
        };

        var hit = Look(settings, new string('a', 4000) + "!", "boom");

        Assert.Equal("good", hit?.Pattern);
    }

    private static PatternHit? Look(params string[] lines) => Look(new FailureSettings(), lines);

    private static PatternHit? Look(FailureSettings settings, params string[] lines)
    {
        var patterns = new LinePatterns(settings, kill: null);
        patterns.Look(Batch(lines), OutputStream.Stdout);
        return patterns.Explain();
    }

    private static LineBatch Batch(params string[] lines)
    {
        var batch = new LineBatch();
        foreach (var line in lines)
            batch.Add(Encoding.UTF8.GetBytes(line));
        return batch;
    }
}
