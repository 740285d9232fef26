using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed class LoaderFuzzTests
{
    private const string Alphabet = "{}[]=:,.\"'$?+#/\\\n\t aZ09-_%()\0";

    /// <summary>Whatever a file contains: settings or errors with a place, never an exception, never both, never neither.</summary>
    [Theory]
    [InlineData("two-engines.conf", 1)]
    [InlineData("ranks.conf", 2)]
    [InlineData("memory-and-probes.conf", 3)]
    public void Load_DamagedFile_NeverThrows(string name, int seed)
    {
        using var conf = new Conf();
        var random = new Random(seed);
        var original = File.ReadAllText(Repository.PathOf("hocon", "examples", name));
        for (var i = 0; i < 200; i++)
        {
            var text = original.ToCharArray().ToList();
            for (var damages = random.Next(1, 6); damages > 0; damages--)
                Damage(text, random);
            var damaged = new string([.. text]);

            var result = SettingsLoader.Load(conf.Sources([conf.Write("damaged.conf", damaged)]));

            Assert.True(result.Success == (result.Errors.Count == 0), damaged);
            Assert.All(result.Errors, error => Assert.NotEqual("", error.Message));
            Assert.All(result.Errors, error => Assert.DoesNotContain(error.Render(), c => char.IsControl(c) && c is not ('\n' or '\t')));
        }
    }

    private static void Damage(List<char> text, Random random)
    {
        var at = random.Next(text.Count);
        switch (random.Next(4))
        {
            case 0:
                text.RemoveRange(at, Math.Min(random.Next(1, 20), text.Count - at));
                break;
            case 1:
                text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                break;
            case 2:
                text[at] = Alphabet[random.Next(Alphabet.Length)];
                break;
            default:
                text.InsertRange(at, text.GetRange(random.Next(text.Count / 2), 10));
                break;
        }
    }
}
