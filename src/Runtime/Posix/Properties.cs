using System.Runtime.CompilerServices;

// Every P/Invoke here is blittable; the runtime has nothing to marshal (and nothing to generate ahead of time).
[assembly: DisableRuntimeMarshalling]
[assembly: InternalsVisibleTo("Supervision.Posix.Tests")]
