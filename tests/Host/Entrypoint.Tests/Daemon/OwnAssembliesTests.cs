using Supervision.Entrypoint.Daemon;

namespace Supervision.Entrypoint.Tests.Daemon;

public sealed class OwnAssembliesTests
{
    [Fact]
    public void Load_ReachesWhatOnlyOtherAssembliesUse()
    {
        Assert.InRange(OwnAssemblies.Load(), 10, 1000);

        // Entrypoint does not refer to it; what is loaded by then stays mapped, whatever becomes of its file.
        Assert.Contains(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "System.Text.RegularExpressions");
    }
}
