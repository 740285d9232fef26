using System.Text;
using Supervision.Entrypoint;
using Supervision.Entrypoint.Daemon;
using Supervision.Entrypoint.Output;
using Supervision.Posix;

// Before everything else: this may be the helper of a daemon that starts an engine.
if (SpawnShim.TryRun(args))
    return 0;

var (output, error) = StandardDescriptors.Secure();
OpenFiles.Raise();
if (OpenFiles.Problem is { } problem)
{
    error.Write(Encoding.UTF8.GetBytes($"supervision: cannot start: {problem}\n"));
    return ExitCodes.InternalError;
}

return MainThread.Run(() => new EntrypointApp(output, error).RunAsync(args));
