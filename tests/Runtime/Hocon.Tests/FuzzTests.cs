using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Supervision.Hocon.Tests;

/// <summary>
/// Random and damaged text for a bounded time: 12 s in all in CI (CI=true), 3 s elsewhere, or FUZZ_SECONDS. Whatever the text is, it
/// gives a tree or errors with places, within its share of time and memory, and a tree that is written out is the same when it is read again.
/// A failure names the seed that repeats it: FUZZ_SEED.
/// </summary>
public sealed class FuzzTests
{
    private const int Kinds = 3;
    private const int LongestText = 8_000;

    // One input of 8000 characters; generous, since machines are shared and the first ones also pay for compilation.
    private static readonly TimeSpan _mostTime = TimeSpan.FromSeconds(5);
    private static readonly long _mostMemory = 256L << 20;

    private static readonly string[] _tokens =
    [
        "{", "}", "[", "]", "=", ":", ",", "+=", "\n", " ", "\t", ".", "a", "b", "a.b", "\"a\"", "\"", "\"\"\"", "${", "${?", "${a}", "${?b}", "${a.b}", "${x[]}", "#c\n", "//",
        "include", "include \"a\"", "include required(file(\"b\"))", "1", "-1.5e3", "10 s", "true", "null", "\\", "\\u00e9", "\0", "\uFEFF", "\uD800", "é", "日", "🙂", "$", "?", "a { b = ${a} }", "a = ${a}x",
    ];

    private static readonly string[] _corpus =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("tests", "Runtime", "Hocon.Tests", "Corpus"), "*.conf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText),
        .. Directory.EnumerateFiles(Repository.PathOf("tests", "Runtime", "Hocon.Tests", "Errors"), "*.conf").Order(StringComparer.Ordinal).Select(File.ReadAllText),
        .. Directory.EnumerateFiles(Repository.PathOf("hocon"), "*.conf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];

    private static TimeSpan Budget => TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds
        : Environment.GetEnvironmentVariable("CI") == "true" ? 12
        : 3) / Kinds;

    [Theory(Timeout = 600_000)]
    [InlineData("characters")]
    [InlineData("tokens")]
    [InlineData("damaged files")]
    public async Task Parse_Anything_IsTreeOrErrorsInBoundedTimeAndMemory(string kind)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var begin = Stopwatch.GetTimestamp();
        for (var count = 0; count == 0 || Stopwatch.GetElapsedTime(begin) < Budget; count++, seed++)
        {
            var random = new Random(seed);
            var text = kind switch
            {
                "characters" => Characters(random),
                "tokens" => Tokens(random),
                _ => Damaged(random),
            };
            var attempt = Task.Run(() => Check(text, new Random(random.Next())));
            if (await Task.WhenAny(attempt, Task.Delay(_mostTime * 4)) != attempt)
                Assert.Fail($"FUZZ_SEED={seed} ({kind}): no end in sight");
            if (await attempt is { } problem)
                Assert.Fail($"FUZZ_SEED={seed} ({kind}): {problem}\n{HoconExcerpt.OneLine(text)}");
        }
    }

    private static string? Check(string text, Random random)
    {
        var options = new HoconOptions
        {
            Environment = name => name.Length % 2 == 0 ? "v" : null,
            Includer = new Corpus(random),
            MaxIncludes = 5,
            MaxValues = 100_000,
            MaxSize = 1 << 20,
        };
        var memory = GC.GetAllocatedBytesForCurrentThread();
        var begin = Stopwatch.GetTimestamp();
        string? problem = null;
        try
        {
            var tree = HoconDocument.Parse(text, options).Resolve();
            var json = tree.ToString();
            foreach (var written in new[] { json, HoconRenderer.Render(tree, new HoconRenderOptions { Origins = true }) })
            {
                if (HoconDocument.Parse(written, options).Resolve().ToString() != json)
                    problem = $"written and read again it is another tree: {written}";
            }
        }
        catch (HoconException error)
        {
            problem = error.Errors.Count == 0 ? "an exception without errors"
                : error.Errors.FirstOrDefault(one => one.Render().Split('\n').Any(line => line.Length > 1100 || line.Any(c => char.IsControl(c) && c != '\t'))) is { } shown ? $"an error that cannot be shown: {shown}"
                : null;
        }
        catch (Exception error)
        {
            problem = error.ToString();
        }

        var elapsed = Stopwatch.GetElapsedTime(begin);
        memory = GC.GetAllocatedBytesForCurrentThread() - memory;
        return problem
            ?? (elapsed > _mostTime ? $"took {elapsed}" : null)
            ?? (memory > _mostMemory ? $"allocated {memory >> 20} MiB" : null);
    }

    private static string Characters(Random random)
    {
        var text = new StringBuilder();
        var most = random.Next(8) switch { 0 => 0x10000, 1 => 0x300, _ => 0x80 };
        for (var length = random.Next(1, 400); length > 0; length--)
            text.Append((char)random.Next(most));
        return text.ToString();
    }

    private static string Tokens(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(1, 200); length > 0; length--)
            text.Append(_tokens[random.Next(_tokens.Length)]);
        return text.ToString();
    }

    private static string Damaged(Random random)
    {
        var text = new StringBuilder(_corpus[random.Next(_corpus.Length)]);
        for (var damages = random.Next(1, 8); damages > 0 && text.Length > 0; damages--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, _tokens[random.Next(_tokens.Length)]);
                    break;
                case 2:
                    text[at] = (char)random.Next(0x80);
                    break;
                default:
                    var from = random.Next(text.Length);
                    text.Insert(at, text.ToString(from, Math.Min(random.Next(1, 200), text.Length - from)));
                    break;
            }
        }

        return text.ToString(0, Math.Min(text.Length, LongestText));
    }

    private sealed class Corpus(Random random) : IHoconIncluder
    {
        public (string SourceName, string Text, string? BaseDirectory)? Load(string name, string kind, string? baseDirectory) =>
            random.Next(3) == 0 ? null : ($"included {name}", _corpus[random.Next(_corpus.Length)], null);
    }
}
