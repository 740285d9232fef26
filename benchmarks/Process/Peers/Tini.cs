namespace Supervision.ProcessBenchmarks;

/// <summary>No supervisor: what an entrypoint costs at least that only starts one program and reaps.</summary>
internal sealed class Tini : Peer
{
    public override string Name => "tini";

    public override string Program => "/usr/bin/tini";

    public override bool Supervises => false;

    public override string[] Prepare(string folder, int programs, string script) => [Program, "-s", "--", "sh", script];
}
