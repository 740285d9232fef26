using Supervision.Entrypoint;
using Supervision.Entrypoint.Output;
using Supervision.Posix;

// Before everything else: this may be the helper of a daemon that starts an engine.
if (SpawnShim.TryRun(args))
    return 0;

var (output, error) = StandardDescriptors.Secure();
return MainThread.Run(() => new EntrypointApp(output, error).RunAsync(args));
