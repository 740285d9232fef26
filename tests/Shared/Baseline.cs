namespace Supervision.Tests.Shared;

/// <summary>Texts under tests/Baselines that must change only on purpose: UPDATE_BASELINES=1 rewrites them, the diff is reviewed.</summary>
internal static class Baseline
{
    public static void Verify(string name, string actual)
    {
        var path = Repository.PathOf("tests", "Baselines", name);
        if (Environment.GetEnvironmentVariable("UPDATE_BASELINES") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"no baseline {name}; run the test once with UPDATE_BASELINES=1 and review the file");
        var expected = File.ReadAllText(path);
        if (expected == actual)
        {
            return;
        }

        var was = expected.Split('\n');
        var now = actual.Split('\n');
        var removed = was.Except(now).Take(20).Select(line => "- " + line);
        var added = now.Except(was).Take(20).Select(line => "+ " + line);
        Assert.Fail($"{name} changed; if on purpose, run with UPDATE_BASELINES=1 and review:\n{string.Join('\n', removed.Concat(added))}");
    }
}
