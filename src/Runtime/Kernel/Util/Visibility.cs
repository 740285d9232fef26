using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Supervision.Kernel.Tests")]
