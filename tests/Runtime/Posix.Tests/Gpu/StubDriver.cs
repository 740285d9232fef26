using System.Diagnostics;

namespace Supervision.Posix.Tests;

/// <summary>A driver's library, compiled for one test. Each test has its own: a loaded library keeps its state.</summary>
internal sealed class StubDriver : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StubDriver(string[] defines)
    {
        Library = Path.Combine(_folder.Root, "libnvidia-ml.so.1");
        using var compiler = Process.Start(new ProcessStartInfo(
            "gcc",
            [.. defines.Select(define => "-D" + define), "-shared", "-fPIC", "-O0", "-o", Library, Repository.PathOf("tests", "Runtime", "Posix.Tests", "Gpu", "nvml-stub.c")])
        {
            RedirectStandardError = true,
        })!;
        var errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        Assert.True(compiler.ExitCode == 0, errors);
    }

    public string Library { get; }

    public static StubDriver Compile(params string[] defines) => new(defines);

    public GpuMonitor Open() => new(new GpuOptions { Library = Library });

    public void Dispose() => _folder.Dispose();
}
