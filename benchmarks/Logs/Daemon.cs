using System.Diagnostics;
using System.Text;

namespace Supervision.Logs.Benchmarks;

/// <summary>A daemon that can be measured: its command line and its configuration.</summary>
internal abstract class Daemon(string name)
{
    public string Name => name;

    public static IEnumerable<Daemon> All(string format)
    {
        yield return new Ours(format);
        // It knows no other format than the bytes as they are.
        if (format == "raw" && Find("supervisord") is { } program)
            yield return new Supervisord(program);
    }

    public RunningDaemon Start(string folder, string command, int writers)
    {
        for (var i = 0; i < writers; i++)
        {
            Make($"{folder}/go{i}");
            Make($"{folder}/done{i}");
        }

        var start = Describe(folder, i => $"while read word < {folder}/go{i}; do {command}; echo done > {folder}/done{i}; done", writers);
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return new RunningDaemon(process, folder, writers);
    }

    protected abstract ProcessStartInfo Describe(string folder, Func<int, string> script, int writers);

    private static void Make(string path)
    {
        using var made = Process.Start("mkfifo", path);
        made.WaitForExit();
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private sealed class Ours(string format) : Daemon("supervision")
    {
        protected override ProcessStartInfo Describe(string folder, Func<int, string> script, int writers)
        {
            var text = new StringBuilder();
            text.AppendLine($"supervision.defaults.engine.logs {{ stdout = \"{folder}/%(engine).log\", format = {format}, rotate {{ size = 50MiB, keep = 20 }} }}");
            text.AppendLine("supervision.defaults.engine.memory.interval = 0s");
            for (var i = 0; i < writers; i++)
                text.AppendLine($"supervision.engines.p{i} {{ command = [sh, -c, \"{script(i)}\"] }}");
            File.WriteAllText($"{folder}/bench.conf", text.ToString());
            var library = Path.Combine(AppContext.BaseDirectory, "../../Supervision/release/supervision.dll");
            return new ProcessStartInfo("dotnet", [Path.GetFullPath(library), "run", $"{folder}/bench.conf"]);
        }
    }

    private sealed class Supervisord(string program) : Daemon("supervisord")
    {
        protected override ProcessStartInfo Describe(string folder, Func<int, string> script, int writers)
        {
            var text = new StringBuilder($"[supervisord]\nnodaemon=true\nuser=root\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile={folder}/pid\n");
            for (var i = 0; i < writers; i++)
            {
                File.WriteAllText($"{folder}/p{i}.sh", script(i));
                text.Append($"[program:p{i}]\ncommand=sh {folder}/p{i}.sh\nstdout_logfile={folder}/p{i}.log\nstdout_logfile_maxbytes=50MB\nstdout_logfile_backups=20\n");
            }

            File.WriteAllText($"{folder}/bench.conf", text.ToString());
            return new ProcessStartInfo(program, ["-c", $"{folder}/bench.conf"]);
        }
    }
}
