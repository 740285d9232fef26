using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed class DependencySettingsTests
{
    [Fact]
    public void Engines_AreOrderedBehindWhatTheyDependOn_AndSoAreGroups()
    {
        var settings = Conf.Settings(
            """
            supervision {
              groups { front.priority = 1, back.priority = 2 }
              engines {
                web { command = [x], group = front, depends-on = [cache, db] }
                cache { command = [x], group = back, depends-on = db }
                db { command = [x], group = back }
              }
            }
            """);

        Assert.Equal(["db", "cache", "web"], settings.Engines.Select(engine => engine.Name));
    }

    [Fact]
    public void Spellings_AreTheSame()
    {
        const string Db = "supervision.engines.db { command = [x] }\n";
        string[] spellings =
        [
            "depends-on = db", "depends-on = [db]", "depends-on { db = ready }", "depends-on { db {} }", "depends-on { db { condition = ready, restart-with = false } }",
        ];

        Assert.All(spellings, text => Assert.Equal(
            [new DependencySettings { Engine = "db" }],
            Conf.Settings(Db + $"supervision.engines.web {{ command = [x], {text} }}").Engines.Last().DependsOn.ToArray()));
    }

    [Fact]
    public void Default_ForAllEngines_LeavesOutTheEngineItself()
    {
        var settings = Conf.Settings(
            "supervision { defaults.engine.depends-on = [db], engines { db { command = [x] }, web { command = [x] } } }");

        Assert.Equal([0, 1], settings.Engines.Select(engine => engine.DependsOn.Length));
    }

    [Fact]
    public void Instance_MayBeNamed()
    {
        var settings = Conf.Settings(
            "supervision.engines { db { command = [x], instances = 2 }, web { command = [x], depends-on = [db-1] } }");

        Assert.Equal("db-1", Assert.Single(settings.Engines.Last().DependsOn).Engine);
    }

    [Fact]
    public void Cycle_IsToldWhole_WithTheFileLineAndColumnOfEachStep()
    {
        using var conf = new Conf();
        var file = conf.Write("a.conf", "supervision.engines {\n  a { command = [x], depends-on = [b] }\n  b { command = [x], depends-on { a = started } }\n}\n");
        var result = SettingsLoader.Load(conf.Sources([file]));

        var error = Assert.Single(result.Errors);
        Assert.Contains($"a ({file}:2:36) -> b ({file}:3:35) -> a", error.Message);
        Assert.Equal((2, 36), (error.Origin.Line, error.Origin.Column));
    }
}
