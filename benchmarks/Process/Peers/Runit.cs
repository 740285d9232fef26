using System.Globalization;

namespace Supervision.ProcessBenchmarks;

internal sealed class Runit : Peer
{
    public override string Name => "runit";

    public override string Program => "/usr/bin/runsvdir";

    public override string Note => "looks for services every 5 s; a restart within a second of the start waits";

    public override string[] Prepare(string folder, int programs, string script)
    {
        for (var i = 0; i < programs; i++)
        {
            var service = Path.Combine(folder, "services", i.ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(service);
            Native.WriteProgram(Path.Combine(service, "run"), $"exec sh {script}");
        }

        return [Program, Path.Combine(folder, "services")];
    }

    // HUP: runsvdir tells each runsv to stop its program and to end.
    public override void Stop(string folder, int pid) => Native.Send(pid, Native.SigHup);
}
