namespace TinyEngine.Tests;

public sealed class GenerateTests
{
    [Fact(Timeout = 30000)]
    public async Task Generate_SameSeed_PrintsTheSameText()
    {
        string first = await GenerateAsync("--seed", "7");
        string again = await GenerateAsync("--seed", "7");
        string other = await GenerateAsync("--seed", "8");
        Assert.StartsWith("The river", first);
        Assert.True(first.Length > "The river".Length);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact(Timeout = 30000)]
    public async Task Generate_OrderOne_HasNoMemory()
    {
        // With no context at temperature 0 the likeliest token of all comes again and again.
        string text = await GenerateAsync("--order", "1", "--temperature", "0", "--max-tokens", "5");
        string[] words = text["The river".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, words.Length);
        Assert.Single(words.Distinct());
    }

    [Fact(Timeout = 30000)]
    public async Task Generate_OrderThree_ContinuesAsTheTextDoes()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "alpha beta gamma delta.\n\nomega beta zeta eta.\n");
            string text = await GenerateAsync("--model-file", file, "--temperature", "0", "--generate", "omega beta");
            Assert.Equal("omega beta zeta eta.", text);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> GenerateAsync(params string[] arguments)
    {
        using var engine = EngineProcess.Start(["--generate", "The river", .. arguments]);
        Assert.Equal(0, await engine.ExitAsync());
        engine.WaitForEndOfOutput();
        return string.Join('\n', engine.Lines);
    }
}
