using Supervision.Util;

namespace Supervision.Kernel.Tests.Util;

public sealed class OptionTests
{
    [Fact]
    public void None_OfAnyType_HoldsNothing()
    {
        Assert.True(Option<int>.None.IsEmpty);
        Assert.False(Option<int>.None.HasValue);
        Assert.Equal(5, Option<int>.None.GetOrElse(5));
        Assert.Equal("None", Option<int>.None.ToString());
    }

    [Fact]
    public void Create_OfNull_IsNone()
    {
        Assert.True(Option<string?>.Create(null).IsEmpty);
        Option<string?> converted = (string?)null;
        Assert.True(converted.IsEmpty);
    }

    [Fact]
    public void Select_OnAValue_MapsIt()
    {
        Option<int> some = 2;

        Assert.Equal(Option<string>.Create("2"), some.Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(3, some.FlatSelect(v => Option<int>.Create(v + 1)).Value);
        Assert.True(Option<int>.None.Select(v => v + 1).IsEmpty);
    }

    [Fact]
    public void OnSuccess_OnNone_DoesNotCall()
    {
        var seen = new List<int>();

        Option<int>.None.OnSuccess(seen.Add);
        Option<int>.Create(1).OnSuccess(seen.Add);

        Assert.Equal([1], seen);
    }

    [Fact]
    public void Equality_OfValues_IsByValue()
    {
        Assert.True(Option<int>.Create(1) == Option<int>.Create(1));
        Assert.True(Option<int>.Create(0) != Option<int>.None);
        Assert.Equal(Option<int>.Create(1).GetHashCode(), Option<int>.Create(1).GetHashCode());
    }
}
