using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

// Every P/Invoke here is blittable; the runtime has nothing to marshal (and nothing to generate ahead of time).
[assembly: DisableRuntimeMarshalling]
[assembly: SupportedOSPlatform("linux")]
[assembly: InternalsVisibleTo("Supervision.Posix.Tests")]
