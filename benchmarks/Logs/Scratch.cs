namespace Supervision.Logs.Benchmarks;

/// <summary>A folder for one invocation.</summary>
internal sealed class Scratch(string parent) : IDisposable
{
    private readonly string _root = Directory.CreateDirectory(Path.Combine(parent, $"logs-bench-{Environment.ProcessId}")).FullName;
    private int _folders;

    public string File(string name) => Path.Combine(_root, name);

    public string Folder() => Directory.CreateDirectory(File($"run{++_folders}")).FullName;

    /// <summary>Different lines of 100 bytes each, the line feed included.</summary>
    public static void WriteLines(string path, int mib)
    {
        using var writer = new StreamWriter(path);
        for (long i = 0; i < mib * 1024L * 1024 / 100; i++)
            writer.Write($"INFO {i:0000000000} engine.py:310] Avg prompt throughput: 512.3 tokens/s, Running: 12 reqs, Waiting: {i % 90:00} re\n");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
