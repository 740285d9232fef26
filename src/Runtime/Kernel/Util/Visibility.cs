using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Supervision.Kernel.Tests")]

// Its test references are made, and look, inside the cell.
[assembly: InternalsVisibleTo("Supervision.TestKit")]
