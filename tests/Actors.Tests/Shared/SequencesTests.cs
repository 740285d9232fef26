namespace Supervision.Actors.Tests.Shared;

/// <summary>What stands in for System.Linq gives what that gives.</summary>
public sealed class SequencesTests
{
    private static readonly int[] _numbers = [5, 3, 8, 3, 1, 12, 7];

    public static TheoryData<int> Counts => [-1, 0, 1, 3, 7, 9];

    [Theory]
    [MemberData(nameof(Counts))]
    public void SkipAndTake_GiveTheSame(int count)
    {
        Assert.Equal(Enumerable.Skip(_numbers, count), Sequences.Skip(_numbers, count));
        Assert.Equal(Enumerable.Take(_numbers, count), Sequences.Take(_numbers, count));
    }

    [Fact]
    public void Take_AsksForNoMoreThanItGives() => Assert.Equal([1, 2], Sequences.Take(Endless(), 2));

    [Fact]
    public void ConcatAppendPrepend_GiveTheSame()
    {
        Assert.Equal(Enumerable.Concat(_numbers, [1, 2]), Sequences.Concat(_numbers, [1, 2]));
        Assert.Equal(Enumerable.Append(_numbers, 4), Sequences.Append(_numbers, 4));
        Assert.Equal(Enumerable.Prepend(_numbers, 4), Sequences.Prepend(_numbers, 4));
    }

    [Fact]
    public void Order_IsStableAndTakesFurtherKeys()
    {
        (string? Word, int? Number, bool Flag)[] all =
            [("b", 2, true), ("a", null, true), ("b", 1, false), (null, 2, true), ("a", 2, false), ("B", 1, true), ("a", 1, true)];

        Assert.Equal(Enumerable.OrderBy(all, one => one.Flag), Sequences.OrderBy(all, one => one.Flag));
        Assert.Equal(Enumerable.OrderByDescending(all, one => one.Number), Sequences.OrderByDescending(all, one => one.Number));
        Assert.Equal(
            Enumerable.OrderBy(all, one => one.Word).ThenBy(one => one.Flag).ThenBy(one => one.Number),
            Sequences.OrderBy(all, one => one.Word).ThenBy(one => one.Flag).ThenBy(one => one.Number));
        Assert.Equal(Enumerable.Order(_numbers), Sequences.Order(_numbers));
        string[] words = ["b", "A", "a", "B"];
        Assert.Equal(Enumerable.Order(words, StringComparer.Ordinal), Sequences.Order(words, StringComparer.Ordinal));
    }

    private static IEnumerable<int> Endless()
    {
        for (var i = 1; ; i++)
        {
            Assert.True(i <= 2, "one more was asked for");
            yield return i;
        }
    }
}
