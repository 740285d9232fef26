using Supervision.Configuration;

namespace Supervision.Kernel.Tests.Configuration;

public sealed class FromObjectTests
{
    [Fact]
    public void FromObject_Dictionary_IsReadByPath()
    {
        var config = ConfigurationFactory.FromObject(new Dictionary<string, object?>
        {
            ["akka.loglevel"] = "DEBUG",
            ["akka"] = new Dictionary<string, int> { ["retries"] = 3 },
            ["akka.actor"] = new Dictionary<string, object?>
            {
                ["timeout"] = TimeSpan.FromSeconds(1.5),
                ["on"] = true,
                ["rate"] = 0.25,
                ["roles"] = new[] { "a", "b" },
                ["day"] = DayOfWeek.Friday,
                ["none"] = null,
            },
            ["\"a.b\""] = 1L,
        });

        Assert.Equal("DEBUG", config.GetString("akka.loglevel"));
        Assert.Equal(3, config.GetInt("akka.retries"));
        Assert.Equal(TimeSpan.FromSeconds(1.5), config.GetTimeSpan("akka.actor.timeout"));
        Assert.True(config.GetBoolean("akka.actor.on"));
        Assert.Equal(0.25, config.GetDouble("akka.actor.rate"));
        Assert.Equal(["a", "b"], config.GetStringList("akka.actor.roles"));
        Assert.Equal("Friday", config.GetString("akka.actor.day"));
        Assert.Equal(1, config.GetInt("\"a.b\""));
    }

    [Fact]
    public void FromObject_EqualKeys_TheLaterWins() => Assert.Equal(
        2, ConfigurationFactory.FromObject(new KeyValuePair<string, object?>[] { new("a.b", 1), new("a.b", 2) }).GetInt("a.b"));

    [Fact]
    public void FromObject_AnyOtherObject_IsRefused()
    {
        Assert.Contains("expected a dictionary", Assert.Throws<ArgumentException>(() => ConfigurationFactory.FromObject(new[] { 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("Version", Assert.Throws<ArgumentException>(() => ConfigurationFactory.FromObject(
            new Dictionary<string, object?> { ["a"] = new Version(1, 0) })).Message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", Assert.Throws<ArgumentException>(() => ConfigurationFactory.FromObject(
            new Dictionary<int, string> { [1] = "x" })).Message, StringComparison.Ordinal);
    }
}
