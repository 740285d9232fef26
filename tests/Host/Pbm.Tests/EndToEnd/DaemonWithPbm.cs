using System.Diagnostics;

namespace Supervision.Pbm.Tests.EndToEnd;

/// <summary>The real daemon with a socket for pbm, and the real pbm.</summary>
internal sealed class DaemonWithPbm : IAsyncDisposable
{
    private readonly string _folder;

    private DaemonWithPbm(string folder, DaemonProcess daemon)
    {
        _folder = folder;
        Daemon = daemon;
    }

    /// <summary>The client, built as the .NET tool.</summary>
    public static string Pbm { get; } = Path.Combine(Repository.OutputOf("Supervision.PbmTool"), "pbm");

    public DaemonProcess Daemon { get; }

    public string Folder => _folder;

    public string Socket => Path.Combine(_folder, "pbm.sock");

    /// <summary>Starts it, with an engine <c>web</c> that is ready and one <c>bad</c> that exits with 3 each time, and waits until it is reached.</summary>
    public static async Task<DaemonWithPbm> StartAsync(string settings = "")
    {
        string folder = Directory.CreateTempSubdirectory("pbm-e2e-").FullName;
        string config = Path.Combine(folder, "supervision.conf");
        await File.WriteAllTextAsync(config, $$"""
            supervision {
              log.level = debug
              control.pbm.unix = "{{folder}}/pbm.sock"
              engines.web { command = [sh, -c, "echo serving; exec sleep 1000"] }
              engines.bad { command = [sh, -c, "echo out of luck; exit 3"], budget.max-retries = 2, group = other }
              groups.other { on-give-up = stop-group }
              {{settings}}
            }
            """);
        DaemonProcess daemon = DaemonProcess.StartFast("run", config);
        await daemon.WaitForEventAsync("control.pbm-listening");
        return new DaemonWithPbm(folder, daemon);
    }

    /// <summary>Runs pbm to its end.</summary>
    public Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunProcessAsync(Pbm, [Socket, .. args]);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunProcessAsync(string program, string[] args, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (string argument in args)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
