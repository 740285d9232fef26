namespace Supervision.ProcessBenchmarks;

internal sealed class Supervisord : Peer
{
    public override string Name => "supervisord";

    public override string Program => "/usr/bin/supervisord";

    public override string Note => "wakes once a second";

    public override string[] Prepare(string folder, int programs, string script)
    {
        var path = Path.Combine(folder, "supervisord.conf");
        File.WriteAllText(path, FormattableString.Invariant($"""
            [supervisord]
            nodaemon=true
            logfile={folder}/supervisord.log
            pidfile={folder}/supervisord.pid
            childlogdir={folder}
            loglevel=error
            minfds=16384
            [program:e]
            command=sh {script}
            process_name=%(program_name)s_%(process_num)d
            numprocs={programs}
            startsecs=0
            autorestart=true
            stopwaitsecs=10

            """));
        return [Program, "-c", path];
    }
}
