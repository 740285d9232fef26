using System.Text.RegularExpressions;
using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Event;

public sealed partial class LogFilterTests
{
    [Theory]
    [InlineData("noise", false)]
    [InlineData("NOISE", false)]
    [InlineData("noise.more", true)]
    public void SourceExactly_ComparesTheWholeNameWithoutCase(string source, bool kept) =>
        Assert.Equal(kept, Keeps(new LogFilterBuilder().ExcludeSourceExactly("noise"), source, "text"));

    [Theory]
    [InlineData("a.b", false)]
    [InlineData("a.b.c", false)]
    [InlineData("axb", true)]
    [InlineData("z.a.b", true)]
    public void SourceStartingWith_TakesTheTextLiterally(string source, bool kept) =>
        Assert.Equal(kept, Keeps(new LogFilterBuilder().ExcludeSourceStartingWith("a.b"), source, "text"));

    [Theory]
    [InlineData("a.b", false)]
    [InlineData("z.a.b", false)]
    [InlineData("a.b.c", true)]
    public void SourceEndingWith_LooksAtTheEnd(string source, bool kept) =>
        Assert.Equal(kept, Keeps(new LogFilterBuilder().ExcludeSourceEndingWith("a.b"), source, "text"));

    [Fact]
    public void Message_IsLookedAtAsItIsPrinted()
    {
        var evaluator = new LogFilterBuilder().ExcludeMessageContaining("= 7").Build().CreateEvaluator();
        var message = new Debug("source", typeof(object), new Said("x = 7"));

        Assert.False(evaluator.ShouldTryKeepMessage(message, out var text));
        Assert.Equal("x = 7", text);
        Assert.False(evaluator.EvaluatesLogSourcesOnly);
    }

    [Fact]
    public void Filters_OfSources_NeverMakeTheText()
    {
        var evaluator = new LogFilterBuilder()
            .ExcludeMessageRegex(AnyText())
            .ExcludeSourceContaining("noise")
            .Build()
            .CreateEvaluator();

        Assert.False(evaluator.ShouldTryKeepMessage(new Debug("noise", typeof(object), new Unprintable()), out _));
        Assert.True(LogFilterEvaluator.NoFilters.ShouldTryKeepMessage(new Debug("noise", typeof(object), new Unprintable()), out _));
        Assert.True(LogFilterEvaluator.NoFilters.EvaluatesLogSourcesOnly);
    }

    [Fact]
    public void Filter_OfTheProgram_DropsWithOneVoice()
    {
        var filters = new LogFilterBuilder().AddRange([new Says(LogFilterDecision.Keep), new Says(LogFilterDecision.Drop)]);

        Assert.False(Keeps(filters, "source", "text"));
        Assert.True(Keeps(new LogFilterBuilder().Add(new Says(LogFilterDecision.NoDecision)), "source", "text"));
    }

    [Fact]
    public void Message_ThatCannotBeFormatted_IsKept() =>
        Assert.True(new LogFilterBuilder().ExcludeMessageContaining("secret").Build().CreateEvaluator()
            .ShouldTryKeepMessage(new Debug("source", typeof(object), new Unprintable()), out _));

    [Fact(Timeout = 30000)]
    public async Task Filters_OfTheSystem_HoldForTheDefaultLoggerAndNotForSubscribers()
    {
        var output = new Output();
        var system = ActorSystem.Create("filtered", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(
                "akka { stdout-logger-class = output, stdout-loglevel = OFF, loggers = [\"Supervision.Event.DefaultLogger\"] }")),
            new TypeNamesSetup().Register("output", () => output),
            new LogFilterBuilder().ExcludeSourceContaining("noise").Build()));
        var probe = new Probe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(Warning));

        Logging.GetLogger(system, "noise").Warning("dropped");
        Logging.GetLogger(system, "voice").Warning("printed");

        Assert.Equal("dropped", (await probe.Expect<Warning>()).Message);
        Assert.Equal("printed", (await probe.Expect<Warning>()).Message);
        Assert.Equal("printed", (await output.Next()).Message);
        await system.Terminate();
    }

    [GeneratedRegex("anything")]
    private static partial Regex AnyText();

    private static bool Keeps(LogFilterBuilder filters, string source, string message) =>
        filters.Build().CreateEvaluator().ShouldTryKeepMessage(new Debug(source, typeof(object), message), out _);

    private sealed class Said(string text)
    {
        public override string ToString() => text;
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new FormatException("not this one");
    }

    private sealed class Says(LogFilterDecision decision) : LogFilterBase
    {
        public override LogFilterType FilterType => LogFilterType.Content;

        public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null)
        {
            Assert.Equal("text", expandedMessage);
            return decision;
        }
    }
}
