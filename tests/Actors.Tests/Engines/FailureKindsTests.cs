using Supervision.Actors.Engines;

namespace Supervision.Actors.Tests.Engines;

public sealed class FailureKindsTests
{
    [Fact]
    public void Names_AreThoseOfTheKinds_InTheirOrder() =>
        Assert.Equal(Enum.GetValues<FailureKind>().Select(kind => FailureKinds.Kebab(kind.ToString())), FailureKinds.Names);

    [Fact]
    public void EachKind_IsFoundByItsName()
    {
        foreach (var kind in Enum.GetValues<FailureKind>())
        {
            Assert.True(FailureKinds.TryParse(FailureKinds.NameOf(kind), out var found));
            Assert.Equal(kind, found);
        }

        Assert.False(FailureKinds.TryParse("Exited", out _));
        Assert.Equal("internal", FailureKinds.NameOf((FailureKind)1000));
    }
}
