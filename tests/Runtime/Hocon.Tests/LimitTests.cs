using System.Text;
using Supervision.Hocon;

namespace Supervision.Hocon.Tests;

/// <summary>Hostile input ends in a HoconException, never in a crash, a hang or unbounded memory.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("[")]
    [InlineData("a{")]
    [InlineData("[{a:")]
    public void Nesting_BeyondTheLimit_IsRefused(string opening)
    {
        var text = "a = " + string.Concat(Enumerable.Repeat(opening, 100_000));
        Assert.Contains("nested deeper", Assert.Throws<HoconException>(() => HoconDocument.Parse(text)).Message);
    }

    [Fact]
    public void Size_BeyondTheLimit_IsRefused() => Assert.Contains(
        "longer than", Assert.Throws<HoconException>(() => HoconDocument.Parse(new string(' ', 1_001), new HoconOptions { MaxSize = 1_000 })).Message);

    [Fact]
    public void Substitutions_ThatMultiply_AreBounded()
    {
        var text = new StringBuilder("a0 = [1,2,3,4,5,6,7,8,9,10]\n");
        for (var i = 1; i < 40; i++)
        {
            text.Append($"a{i} = ${{a{i - 1}}} ${{a{i - 1}}}\n");
        }

        Assert.Throws<HoconException>(() => HoconDocument.Parse(text.ToString(), new HoconOptions { MaxValues = 100_000 }).Resolve());
    }

    [Fact]
    public void Substitutions_InALongChain_AreBounded()
    {
        var text = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"a{i} = ${{a{i + 1}}}")) + "\na20000 = 1";
        Assert.Throws<HoconException>(() => HoconDocument.Parse(text).Resolve());
    }

    [Fact]
    public void Fuzz_MutatedDocuments_NeverDoWorseThanAHoconException()
    {
        var seeds = Directory.EnumerateFiles(Repository.PathOf("tests", "Runtime", "Hocon.Tests", "Corpus"), "*", SearchOption.AllDirectories)
            .Append(Repository.PathOf("hocon", "reference.conf")).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
        var random = new Random(20261121);
        const string Alphabet = "{}[]:=,+#\"\\$?.\n \t/a1-é\0";
        var options = new HoconOptions { MaxValues = 100_000, Environment = _ => null, Includer = NoIncludes.Instance };
        for (var i = 0; i < 4_000; i++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (var change = random.Next(1, 12); change > 0 && text.Length > 0; change--)
            {
                var at = random.Next(text.Length);
                _ = random.Next(3) switch
                {
                    0 => text.Remove(at, Math.Min(random.Next(1, 9), text.Length - at)),
                    1 => text.Insert(at, Alphabet[random.Next(Alphabet.Length)]),
                    _ => text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 40), text.Length - at))),
                };
            }

            var error = Record.Exception(() => HoconDocument.Parse(text.ToString(), options).Resolve());
            Assert.True(error is null or HoconException, $"{error}\nfor\n{text}");
        }
    }

    private sealed class NoIncludes : IHoconIncluder
    {
        public static NoIncludes Instance { get; } = new();

        public (string SourceName, string Text, string? BaseDirectory)? Load(string name, string kind, string? baseDirectory) => null;
    }
}
