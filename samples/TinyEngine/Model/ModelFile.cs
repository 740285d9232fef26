namespace TinyEngine.Model;

/// <summary>A model is a text file: paragraphs parted by blank lines, learned in <see cref="Shards"/> portions.</summary>
internal static class ModelFile
{
    public const int Shards = 8;

    public static NGramModel Load(string path, int order)
    {
        var model = new NGramModel(order);
        foreach (string paragraph in Paragraphs(File.ReadAllText(path)))
            model.Learn(paragraph);
        return model;
    }

    /// <summary>Loads in steps spread over <paramref name="loadTime"/>; <paramref name="progress"/> hears of each finished step.</summary>
    public static async Task<NGramModel> LoadAsync(
        string path, int order, TimeSpan loadTime, TimeProvider time, Action<int> progress, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        List<string> paragraphs = Paragraphs(await File.ReadAllTextAsync(path, cancellation));
        var model = new NGramModel(order);
        for (int shard = 0; shard < Shards; shard++)
        {
            for (int i = paragraphs.Count * shard / Shards; i < paragraphs.Count * (shard + 1) / Shards; i++)
                model.Learn(paragraphs[i]);
            TimeSpan wait = (loadTime * (shard + 1) / Shards) - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellation);
            cancellation.ThrowIfCancellationRequested();
            progress(shard + 1);
        }

        return model;
    }

    private static List<string> Paragraphs(string text)
    {
        var paragraphs = new List<string>();
        foreach (string block in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            paragraphs.Add(block.Replace('\n', ' '));
        return paragraphs.Count > 0 ? paragraphs : throw new InvalidDataException("the model file holds no text");
    }
}
