using Supervision.Control.Pbm;

namespace Supervision.Pbm.Tests.Support;

/// <summary>Commands whose answers a test knows beforehand.</summary>
internal sealed class EchoPalette() : PaletteHandler(new CommandPalette("echo", _commands) { Description = "For tests." })
{
    private static readonly CommandDefinition[] _commands =
    [
        new CommandDefinitionBuilder().WithName("words").WithDescription("Each word in a line.")
            .WithArgument(b => b.WithName("word").AllowsMultiple().WithServerValues())
            .WithArgument(b => b.WithName("loud").WithSwitch("-l").WithSwitch("--loud").IsFlag())
            .WithArgument(b => b.WithName("tone").WithSwitch("-t").WithDefaultValues("high", "low"))
            .Build(),
        new CommandDefinitionBuilder().WithName("lines").WithDescription("So many lines.").WithArgument(b => b.WithName("count").IsMandatory()).Build(),
        new CommandDefinitionBuilder().WithName("flood").WithDescription("Lines without end.").Streams().Build(),
        new CommandDefinitionBuilder().WithName("follow").WithDescription("Whatever is published.").Streams().Build(),
        new CommandDefinitionBuilder().WithName("fail").WithDescription("Fails.").WithArgument(b => b.WithName("code").IsMandatory()).Build(),
        new CommandDefinitionBuilder().WithName("throw").WithDescription("Throws.").Build(),
        new CommandDefinitionBuilder().WithName("who").WithDescription("Who asks.").Build(),
    ];

    private event Action<string>? Published;

    /// <summary>Lines of <c>flood</c> that were taken from it.</summary>
    public long Flooded;

    /// <summary>Lines of <c>follow</c> that were taken from it.</summary>
    public int Followed;

    /// <summary>Commands <c>follow</c> under way.</summary>
    public int Followers;

    public void Publish(string line) => Published?.Invoke(line);

    public override async Task<int> ExecuteAsync(CommandContext context)
    {
        switch (context.Command.Name)
        {
            case "words":
                foreach (string word in context.Command.ArgumentValues("word"))
                {
                    if (context.Json)
                        await context.RowAsync($"{{\"word\":\"{word}\"}}");
                    else
                        await context.LineAsync(context.Command.HasArgument("loud") ? word.ToUpperInvariant() : word);
                }
                return 0;
            case "lines":
                for (int i = 0; i < int.Parse(context.Command.ArgumentValue("count")!); i++)
                    await context.LineAsync($"line {i}");
                return 0;
            case "flood":
                string text = new('x', 1000);
                while (true)
                {
                    await context.LineAsync(text);
                    Interlocked.Increment(ref Flooded);
                }
            case "follow":
                return await FollowAsync(context);
            case "fail":
                await context.ProblemAsync("it failed");
                return int.Parse(context.Command.ArgumentValue("code")!);
            case "who":
                await context.LineAsync(context.Caller.ToString());
                return 0;
            default:
                throw new InvalidOperationException("a bug");
        }
    }

    public override Task<IEnumerable<string>> CompleteAsync(string command, string argument, string prefix, CancellationToken cancellation) =>
        Task.FromResult<IEnumerable<string>>(["apple", "apricot", "banana"]);

    private async Task<int> FollowAsync(CommandContext context)
    {
        var lines = System.Threading.Channels.Channel.CreateUnbounded<string>();
        void Take(string line) => lines.Writer.TryWrite(line);
        Published += Take;
        Interlocked.Increment(ref Followers);
        try
        {
            await foreach (string line in lines.Reader.ReadAllAsync(context.Cancellation))
            {
                await context.LineAsync(line);
                Interlocked.Increment(ref Followed);
            }
        }
        finally
        {
            Interlocked.Decrement(ref Followers);
            Published -= Take;
        }
        return 0;
    }
}
