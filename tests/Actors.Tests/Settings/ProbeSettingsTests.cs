using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

/// <summary>Every form of every check; mistakes are in the baselines.</summary>
public sealed class ProbeSettingsTests
{
    public static TheoryData<string, ProbeCheck> Checks => new()
    {
        { "http = \"http://h:1/x\"", new ProbeCheck.Http(new Uri("http://h:1/x")) },
        { "http { url = \"http://h/\", method = HEAD, status = \"200,404\", contains = ok, unix = /run/x.sock, verify-tls = false }", new ProbeCheck.Http(new Uri("http://h/")) { Method = "HEAD", Status = StatusSet.Parse("200,404")!, Contains = "ok", UnixSocket = "/run/x.sock", VerifyTls = false } },
        { "http { url = \"http://h/\", json { path = \"data[*].id\" } }", new ProbeCheck.Http(new Uri("http://h/")) { Json = new JsonExpectation("data[*].id", null) } },
        { "http { url = \"http://h/\", json { path = \"data[*].id\", equals = llama-%(instance) } }", new ProbeCheck.Http(new Uri("http://h/")) { Json = new JsonExpectation("data[*].id", "llama-0") } },
        { "tcp = \"[::1]:80\"", new ProbeCheck.Tcp("::1", 80) },
        { "grpc = \"h:50051\"", new ProbeCheck.Grpc("h", 50051, "") },
        { "grpc { address = \"h:50051\", service = model }", new ProbeCheck.Grpc("h", 50051, "model") },
        { "unix = /run/x.sock", new ProbeCheck.Unix("/run/x.sock") },
        { "unix = \"@name\"", new ProbeCheck.Unix("@name") },
        { "log = \"server (is )?ready\"", new ProbeCheck.Log("server (is )?ready", TimeSpan.Zero) },
        { "log { pattern = alive, within = 1m }", new ProbeCheck.Log("alive", TimeSpan.FromMinutes(1)) },
        { "notify = ready", new ProbeCheck.Notify(TimeSpan.Zero) },
        { "notify { watchdog = 30s }", new ProbeCheck.Notify(TimeSpan.FromSeconds(30)) },
        { "fd = 3", new ProbeCheck.Descriptor(3) },
        { "heartbeat-file { path = /run/beat }", new ProbeCheck.HeartbeatFile("/run/beat", TimeSpan.FromSeconds(30)) },
        { "heartbeat-file { path = beat, max-age = 5s }", new ProbeCheck.HeartbeatFile("beat", TimeSpan.FromSeconds(5)) },
    };

    [Theory]
    [MemberData(nameof(Checks))]
    public void Check_AnyForm_Arrives(string text, ProbeCheck expected) =>
        Assert.Equal(expected, Conf.Engine($"supervision.engines.e {{ command = [x], probes.readiness {{ {text} }} }}").Probes.Readiness!.Check);

    [Fact]
    public void Headers_OfACheck_Arrive()
    {
        var check = Assert.IsType<ProbeCheck.Http>(Conf.Engine(
            "supervision.engines.e { command = [x], probes.readiness.http { url = \"http://h/\", headers { X-A = 1, Authorization = \"Bearer t\", Gone = null } } }").Probes.Readiness!.Check);

        Assert.Equal([new("Authorization", "Bearer t"), new("X-A", "1")], check.Headers);
    }

    [Fact]
    public void Places_OfTheCommand_AreFilledIn()
    {
        var engine = Conf.Engine(
            """
            supervision.engines.e {
              command = [serve, --host, "0.0.0.0", "--port=9000"]
              probes { liveness.tcp = "%(host):%(port)", readiness.http = "http://%(host):%(port)/health" }
              environment.SEEN = "%(port)"
            }
            """);

        Assert.Equal(9000, engine.Port);
        Assert.Equal(new ProbeCheck.Tcp("127.0.0.1", 9000), engine.Probes.Liveness!.Check);
        Assert.Equal(new ProbeCheck.Http(new Uri("http://127.0.0.1:9000/health")), engine.Probes.Readiness!.Check);
        Assert.Equal("%(port)", engine.Environment["SEEN"]);
    }
}
