using System.Globalization;

namespace Supervision.ProcessBenchmarks;

internal sealed class S6 : Peer
{
    public override string Name => "s6";

    public override string Program => "/usr/bin/s6-svscan";

    public override string Note => "a second at least between two starts";

    public override string[] Prepare(string folder, int programs, string script)
    {
        for (var i = 0; i < programs; i++)
        {
            var service = Path.Combine(folder, "services", i.ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(service);
            Native.WriteProgram(Path.Combine(service, "run"), $"exec sh {script}");
        }

        return [Program, "-c", "4096", Path.Combine(folder, "services")];
    }
}
