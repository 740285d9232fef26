using Supervision.Entrypoint;
using Supervision.Entrypoint.Output;

var (output, error) = StandardDescriptors.Secure();
return await new EntrypointApp(output, error).RunAsync(args);
