namespace Supervision.Entrypoint.Standard;

/// <summary>The keys of supervisord's configuration that matter here.</summary>
internal static class SupervisordKeys
{
    private static readonly string[] _process =
    [
        "stdout_logfile_maxbytes", "stderr_logfile_maxbytes", "stdout_logfile_backups", "stderr_logfile_backups", "stdout_capture_maxbytes",
        "stderr_capture_maxbytes", "stdout_events_enabled", "stderr_events_enabled", "stdout_logfile", "stderr_logfile", "stdout_syslog",
        "stderr_syslog", "redirect_stderr", "process_name", "numprocs_start", "result_handler", "buffer_size",
    ];

    private static readonly string[] _daemon = ["logfile_maxbytes", "logfile_backups", "strip_ansi"];

    /// <summary>Keys of a program that are understood, or have no meaning here and need none.</summary>
    public static readonly HashSet<string> OfPrograms =
    [
        "command", "directory", "environment", "user", "umask", "autostart", "autorestart", "startretries", "startsecs", "exitcodes",
        "stopsignal", "stopwaitsecs", "stopasgroup", "killasgroup", "numprocs", "numprocs_start", "process_name", "priority", "serverurl",
        "redirect_stderr", "stdout_logfile", "stderr_logfile", "stdout_logfile_maxbytes", "stderr_logfile_maxbytes", "stdout_logfile_backups",
        "stderr_logfile_backups", "stdout_capture_maxbytes", "stderr_capture_maxbytes", "stdout_events_enabled", "stderr_events_enabled",
        "stdout_syslog", "stderr_syslog",
    ];

    /// <summary>Keys with an underscore, longest first.</summary>
    /// <param name="kind">What stands before a section's colon, or its whole name.</param>
    public static IReadOnlyList<string> WithUnderscore(string kind) => kind switch
    {
        "program" or "eventlistener" or "fcgi-program" => _process,
        "supervisord" => _daemon,
        "rpcinterface" => ["supervisor.rpcinterface_factory"],
        _ => [],
    };

    /// <summary>The section that a name without a colon begins with; empty where it is none with such keys.</summary>
    public static string KindOf(string name) => name.StartsWith("supervisord_", StringComparison.Ordinal) ? "supervisord" : "";
}
