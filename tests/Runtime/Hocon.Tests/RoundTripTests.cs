using System.Text;

namespace Supervision.Hocon.Tests;

/// <summary>Properties over random trees and random damage, from fixed seeds so that a failure can be repeated.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] _alphabet =
        ["a", "Z", "7", "-", "_", " ", ".", "\"", "\\", "\n", "\t", "$", "{", "}", "#", "//", "é", "世", "😀", "\u0001", "\uD800", "\uFEFF", "\u2028", "include", "null", "true"];

    [Fact]
    public void ParseOfRender_RandomTrees_IsIdentity()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var tree = RandomObject(new Random(seed), 0);
            foreach (var options in (HoconRenderOptions[])
                [new(), new() { Indented = false }, new() { Json = true }, new() { Json = true, Indented = false }, new() { Origins = true }])
            {
                var text = HoconRenderer.Render(tree, options);
                var again = HoconDocument.Parse(text).Resolve();
                Assert.True(tree.ToString() == again.ToString(), $"seed {seed}, {options}:\n{text}");
            }
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Parse_MutatedText_GivesTreeOrHoconException()
    {
        // Off the test's own thread, so that the time limit can end a hang.
        await Task.Run(Mutate);
    }

    private static void Mutate()
    {
        string[] seeds =
        [
            .. Directory.EnumerateFiles(Repository.PathOf("tests", "Runtime", "Hocon.Tests"), "*.conf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText),
            "a=1,a=${a}x,b=${a}${?c},c=[${b}]{x=${c}},d+=${d},e={f=${e.g},g=${?e.f}}", "x{y{z=1}},x=${x.y}{w=${x.z}},x.y+=${x}",
        ];
        string[] splices = [.. _alphabet, "${", "${?", "}", "[", "]", "{", ",", "+=", "=", ":", "\"\"\"", "include ", "a", "${a}", "${b.c}", ".", "1e", "\\u", "/*"];
        var options = new HoconOptions { Environment = _ => null, Includer = new NoIncludes(), MaxValues = 20_000, MaxSize = 100_000 };
        var outcomes = new Dictionary<bool, int> { [true] = 0, [false] = 0 };
        for (var seed = 0; seed < 6000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(text.Length + 1);
                if (random.Next(3) == 0 && at < text.Length)
                    text.Remove(at, Math.Min(random.Next(1, 9), text.Length - at));
                else
                    text.Insert(at, splices[random.Next(splices.Length)]);
            }

            outcomes[Survives(text.ToString(), options, seed)]++;
        }

        Assert.True(outcomes.Values.Min() > 500, $"the mutations are one-sided: {outcomes[true]} good, {outcomes[false]} bad");
    }

    private static bool Survives(string text, HoconOptions options, int seed)
    {
        try
        {
            var tree = HoconDocument.Parse(text, options).Resolve();
            Assert.Equal(tree.ToString(), HoconDocument.Parse(HoconRenderer.Render(tree), options).Resolve().ToString());
            return true;
        }
        catch (HoconException error)
        {
            Assert.NotEmpty(error.Errors);
            Assert.All(error.Errors, e => Assert.NotEmpty(e.Render()));
            return false;
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"seed {seed} crashes on:\n{text}", error);
        }
    }

    private static HoconObject RandomObject(Random random, int depth)
    {
        var text = new StringBuilder("{");
        Fill(text, random, depth);
        return Json.Resolve(text.Append('}').ToString());
    }

    private static void Fill(StringBuilder text, Random random, int depth)
    {
        for (var count = random.Next(0, 12); count > 0; count--)
        {
            text.Append(HoconPath.Render([RandomText(random)])).Append('=');
            Value(text, random, depth);
            text.Append(',');
        }
    }

    private static void Value(StringBuilder text, Random random, int depth)
    {
        switch (random.Next(depth > 4 ? 4 : 6))
        {
            case 0:
                text.Append(random.Next(-1000, 1000)).Append(random.Next(2) == 0 ? ".25e-3" : "");
                break;
            case 1:
                text.Append(random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" });
                break;
            case 2 or 3:
                // The space keeps it from being rendered bare, so that it is a quoted string.
                text.Append(HoconPath.Render([RandomText(random) + " "]));
                break;
            case 4:
                text.Append('{');
                Fill(text, random, depth + 1);
                text.Append('}');
                break;
            default:
                text.Append('[');
                for (var count = random.Next(0, 5); count > 0; count--)
                {
                    Value(text, random, depth + 1);
                    text.Append(',');
                }

                text.Append(']');
                break;
        }
    }

    private static string RandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 7)).Select(_ => _alphabet[random.Next(_alphabet.Length)]));

    private sealed class NoIncludes : IHoconIncluder
    {
        public (string SourceName, string Text, string? BaseDirectory)? Load(string name, string kind, string? baseDirectory) => null;
    }
}
