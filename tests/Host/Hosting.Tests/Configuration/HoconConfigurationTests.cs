using System.Text;
using Microsoft.Extensions.Configuration;
using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Hosting.Tests.Configuration;

/// <summary>IConfiguration as HOCON.</summary>
public sealed class HoconConfigurationTests : IDisposable
{
    private readonly string _prefix = $"T{Guid.NewGuid():N}_";
    private readonly List<string> _variables = [];

    public void Dispose() => _variables.ForEach(name => Environment.SetEnvironmentVariable(name, null));

    [Fact]
    public void Keys_OfFiles_AreTakenAsTheyAre() => Assert.Equal(
        """{"akka":{"Cluster_Name":"x","log-info":"True","min-nr-of-members":"3","nothing":null,"roles":["front-end","back-end"]}}""",
        Convert(Json("""{"akka":{"Cluster_Name":"x","roles":["front-end","back-end"],"min-nr-of-members":3,"log-info":true,"nothing":null}}""")));

    [Fact]
    public void Keys_WithDots_ArePathsUnlessQuoted() => Assert.Equal(
        """{"a":{"Key.With.Dots":"2","b":{"c":"1"}}}""", Convert(Json("""{"a":{"b.c":1,"\"Key.With.Dots\"":2}}""")));

    [Fact]
    public void Keys_ThatAreNoPath_AreTakenAsTheyAre() =>
        Assert.Equal("""{"a..b":"1","x \"y":"2"}""", Convert(Json("""{"a..b":1,"x \"y":2}""")));

    [Fact]
    public void Variables_AreNormalized() => Assert.Equal(
        """{"akka":{"actor":{"telemetry":{"enable":"true"}},"cluster":{"seed-nodes":["a","b"],"seed-node-timeout":"00:00:05"}}}""",
        Convert(Variables(
            ("AKKA__ACTOR__TELEMETRY__ENABLE", "true"), ("AKKA__CLUSTER__SEED_NODES__0", "a"), ("AKKA__CLUSTER__SEED_NODES__1", "b"),
            ("AKKA__CLUSTER__SEED_NODE_TIMEOUT", "00:00:05"))));

    [Fact]
    public void Variables_WithQuotes_KeepWhatIsQuoted() => Assert.Equal(
        """{"akka":{"serialization-bindings":{"System.Object":"hyperion"}}}""",
        Convert(Variables(("AKKA__serialization_bindings__\"System.Object\"", "hyperion"))));

    [Fact]
    public void Variables_OfAnExistingKey_KeepItsSpelling() => Assert.Equal(
        """{"engines":{"vLLM":{"environment":{"HF_HOME":"/new"},"restart":"permanent"}}}""",
        Convert(new ConfigurationBuilder()
            .AddConfiguration(Json("""{"engines":{"vLLM":{"environment":{"HF_HOME":"/old"},"restart":"permanent"}}}"""))
            .AddConfiguration(Variables(("ENGINES__VLLM__ENVIRONMENT__HF_HOME", "/new")))
            .Build()));

    [Fact]
    public void Providers_Several_TheLastOneWinsPerKey() => Assert.Equal(
        """{"a":{"b":"2","c":"1"},"list":["x","z"]}""",
        Convert(new ConfigurationBuilder()
            .AddInMemoryCollection([new("a:b", "1"), new("a:c", "1"), new("list:0", "x"), new("list:1", "y")])
            .AddInMemoryCollection([new("A:B", "2"), new("list:1", "z")])
            .Build()));

    [Fact]
    public void Integers_AsAllKeys_AreAnArrayInTheirOrder() => Assert.Equal(
        """{"a":["two","ten","eleven"],"b":{"0":"zero","x":"no"}}""",
        Convert(new ConfigurationBuilder().AddInMemoryCollection(
            [new("a:10", "ten"), new("a:2", "two"), new("a:11", "eleven"), new("b:0", "zero"), new("b:x", "no")]).Build()));

    [Fact]
    public void Key_WithAValueAndKeysBelow_IsAnObject() =>
        Assert.Equal("""{"a":{"b":"2"}}""", Convert(new ConfigurationBuilder().AddInMemoryCollection([new("a", "1"), new("a:b", "2")]).Build()));

    [Fact]
    public void Section_ByName_BeginsBelowIt() => Assert.Equal(
        """{"b-c":"1"}""", HoconConfiguration.From(Variables(("A__B_C", "1")), "a").Resolve().ToString());

    [Theory]
    [InlineData(HoconKeyRule.ByProvider, """{"B_C":"1"}""")]
    [InlineData(HoconKeyRule.AsGiven, """{"B_C":"1"}""")]
    [InlineData(HoconKeyRule.Normalized, """{"b-c":"1"}""")]
    public void Section_WithoutItsProviders_FollowsTheRule(HoconKeyRule rule, string expected) =>
        Assert.Equal(expected, HoconConfiguration.From(Variables(("A__B_C", "1")).GetSection("A"), keys: rule).Resolve().ToString());

    [Fact]
    public void Values_KnowTheirProviderAndKey()
    {
        var root = new ConfigurationBuilder()
            .AddHoconText("a.b = 1")
            .AddConfiguration(Variables(("C__D", "2")))
            .Build();

        var values = HoconConfiguration.From(root).Resolve();

        Assert.Equal("HOCON (a:b)", At(values, "a.b").Origin.ToString());
        Assert.Equal("environment variable C__D", At(values, "c.d").Origin.ToString());
        Assert.Equal("configuration (a:b)", At(HoconConfiguration.From(root.GetSection("a")).Resolve(), "b").Origin.ToString());
    }

    [Fact]
    public void Hocon_ThereAndBack_IsTheSame()
    {
        const string Text = """{"a":{"b":"1","list":["x",{"y":"2"}],"n":null},"c":"30 s"}""";

        Assert.Equal(Text, Convert(new ConfigurationBuilder().AddHoconText(Text).Build()));
    }

    [Fact]
    public void Settings_FromConfiguration_LoadLikeAFile()
    {
        var root = Json("""{"supervision":{"engines":{"vllm":{"command":["vllm","serve"],"instances":2,"stop":{"timeout":"9s"}}}}}""");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, HoconRenderer.Render(HoconConfiguration.From(root).Resolve()));
            var result = SettingsLoader.Load(new SettingsSources { Files = [file] });

            Assert.True(result.Success, string.Join('\n', result.Errors));
            Assert.Equal(["vllm-0", "vllm-1"], result.Settings.Engines.Select(engine => engine.Name));
            Assert.All(result.Settings.Engines, engine => Assert.Equal(TimeSpan.FromSeconds(9), engine.Stop.Timeout));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Config_OfTheActorSystem_HasTheKeys()
    {
        var config = HoconConfiguration.ToConfig(Json("""{"akka":{"loglevel":"DEBUG","timeout":"5s","roles":["a","b"]}}"""), "akka");

        Assert.Equal("DEBUG", config.GetString("loglevel"));
        Assert.Equal(TimeSpan.FromSeconds(5), config.GetTimeSpan("timeout"));
        Assert.Equal(["a", "b"], config.GetStringList("roles"));
    }

    private static IConfigurationRoot Json(string text) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text))).Build();

    private IConfigurationRoot Variables(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            _variables.Add(_prefix + name);
            Environment.SetEnvironmentVariable(_prefix + name, value);
        }

        return new ConfigurationBuilder().AddEnvironmentVariables(_prefix).Build();
    }

    private static string Convert(IConfiguration configuration) => HoconConfiguration.From(configuration).Resolve().ToString();

    private static HoconValue At(HoconObject root, string path) => root.TryGet(path, out var value) ? value : throw new KeyNotFoundException(path);
}
