using System.Diagnostics;
using System.Text.Json;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary><c>gpu</c> of the real executable, with the driver of the process layer's tests.</summary>
public sealed class GpuTests
{
    [Fact(Timeout = 60000)]
    public async Task Gpu_WithoutADriver_SaysSoAndExitsZero()
    {
        var (code, output) = await RunAsync("/nonexistent/libnvidia-ml.so.1", "gpu");

        Assert.Equal((0, "no NVIDIA driver: libnvidia-ml.so.1 is not installed\n"), (code, output));
    }

    [Fact(Timeout = 60000)]
    public async Task Gpu_WithoutADriver_AsJson_HasStatusAndReason()
    {
        var (code, output) = await RunAsync("/nonexistent/libnvidia-ml.so.1", "gpu", "--json");

        Assert.Equal(0, code);
        JsonElement root = JsonDocument.Parse(output).RootElement;
        Assert.Equal("no-library", root.GetProperty("status").GetString());
        Assert.Equal(0, root.GetProperty("devices").GetArrayLength());
    }

    [NeedsProgramFact("gcc")]
    public async Task Gpu_WithTwoDevices_ShowsThem()
    {
        using var folder = new TempFile("stub.txt", "");
        string library = folder.Path + ".so";
        try
        {
            string source = Repository.PathOf("tests", "Runtime", "Posix.Tests", "Gpu", "nvml-stub.c");
            using (Process gcc = Process.Start("gcc", ["-shared", "-fPIC", "-o", library, source]))
                await gcc.WaitForExitAsync();

            var (code, text) = await RunAsync(library, "gpu");
            var (_, json) = await RunAsync(library, "gpu", "--json");

            Assert.Equal(0, code);
            Assert.Equal(
                """
                driver 550.54.15, CUDA 12.4, GPUs: 2

                0  Stub 0  00000000:00:00.0  GPU-0000-0
                   memory   250 MiB used, 700 MiB free, 1000 MiB in all
                   load     42 %, memory 7 %, 45 °C, 120.5 W of unknown
                   health   good; retired pages: 3; remapped rows: 2
                   process  201, compute, 100 MiB
                   process  202, compute, 50 MiB, instance 3
                   process  201, graphics, 100 MiB

                1  Stub 1  00000000:01:00.0  GPU-0000-1
                   memory   251 MiB used, 699 MiB free, 1000 MiB in all
                   load     unknown, memory unknown, 45 °C, 120.5 W of unknown
                   health   bad; uncorrected memory errors: 5; retired pages: 3; remapped rows: 2; waits for a reset
                   mig      enabled
                   process  201, compute, 100 MiB

                """, text);
            JsonElement device = JsonDocument.Parse(json).RootElement.GetProperty("devices")[0];
            Assert.Equal("Stub 0", device.GetProperty("name").GetString());
            Assert.Equal("disabled", device.GetProperty("mig").GetString());
            Assert.Equal("compute", device.GetProperty("processes")[0].GetProperty("kind").GetString());
        }
        finally
        {
            File.Delete(library);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string library, params string[] args)
    {
        var start = new ProcessStartInfo(DaemonProcess.Executable, args) { RedirectStandardOutput = true };
        start.Environment["SUPERVISION_NVML"] = library;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
