using System.Text;

namespace Supervision.ProcessBenchmarks;

internal sealed class Ours(string file, string name) : Peer
{
    public const string Kind = "supervision";

    // More instances than this are another engine.
    private const int MostInstances = 250;

    public override string Name => name;

    public override string Program => file;

    public override string[] Prepare(string folder, int programs, string script)
    {
        var text = new StringBuilder("""
            supervision {
              log.level = error
              defaults.engine {
                backoff { min = 0s, max = 1s, jitter = 0, reset-after-ready = 1s }
                budget.max-retries = unlimited
                memory.interval = 0s
                stop.timeout = 10s
              }

            """);
        for (int left = programs, number = 0; left > 0; left -= MostInstances, number++)
            text.Append(Text($"  engines.e{number} {{ instances = {Math.Min(left, MostInstances)}, command = [sh, {script}] }}\n"));
        var path = Path.Combine(folder, "supervision.conf");
        File.WriteAllText(path, text.Append("}\n").ToString());
        return [file, "run", path];
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
