using Supervision.Entrypoint.Daemon;

namespace Supervision.Entrypoint.Tests.Daemon;

public class IdleTrimTests
{
    [Fact]
    public void Look_AfterAStart_CollectsOnceWhenQuiet()
    {
        long allocated = 0;
        var collections = 0;
        using IdleTrim trim = new(TimeProvider.System, () => Interlocked.Read(ref allocated), () => collections++);

        foreach (long more in new[] { 2 * IdleTrim.Worthwhile, IdleTrim.Worthwhile, 0, 0, 1000 })
        {
            Interlocked.Add(ref allocated, more);
            trim.Look();
        }

        Assert.Equal(1, collections);
    }

    [Fact]
    public void Look_LittleGarbage_LeavesItAlone()
    {
        long allocated = 0;
        var collections = 0;
        using IdleTrim trim = new(TimeProvider.System, () => Interlocked.Read(ref allocated), () => collections++);

        for (var i = 0; i < 3; i++)
        {
            Interlocked.Add(ref allocated, IdleTrim.Worthwhile / 4 - 1);
            trim.Look();
        }

        Assert.Equal(0, collections);
    }
}
