using System.Net;
using System.Text;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Heartbeats;

/// <summary>What engines answer is read whatever it is: broken answers are results, never exceptions.</summary>
public sealed class AnswerFuzzTests
{
    private const int Rounds = 20_000;

    private static readonly byte[] _metrics =
        "# HELP a b\na{x=\"1\",y=\"}\\\"\"} 2.5 17\na 3\nb{} +Inf\nc{x=\"\n"u8.ToArray();

    private static readonly byte[] _json = """{"data": [{"id": "a", "n": 1.5}, {"id": "b"}], "x": [[1, 2], []]}"""u8.ToArray();

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToArray();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : seed[random.Next(seed.Length)];
        }

        return bytes[random.Next(4)..random.Next(4, bytes.Length + 1)];
    }

    [Fact]
    public void Metrics_OfAnyBytes_AreReadWithoutAWord()
    {
        var random = new Random(1);
        var text = new PrometheusText([MetricSelector.TryParse("a{x=\"1\"}")!, MetricSelector.TryParse("b")!, MetricSelector.TryParse("c")!]);
        var found = 0;
        for (var i = 0; i < Rounds; i++)
        {
            text.Read(Mutate(_metrics, random));
            found += text[0] is null ? 0 : 1;
        }

        Assert.InRange(found, 1, Rounds - 1);
    }

    [Fact]
    public void Json_OfAnyBytes_FitsOrHasAProblem()
    {
        var random = new Random(2);
        var fits = 0;
        for (var i = 0; i < Rounds; i++)
        {
            fits += JsonQuery.Problem(Mutate(_json, random), new JsonExpectation("data[*].id", "b")) is null ? 1 : 0;
        }

        Assert.InRange(fits, 1, Rounds - 1);
        Assert.Equal("the body is not JSON", JsonQuery.Problem(Encoding.ASCII.GetBytes(new string('[', 100_000)), new JsonExpectation("a", null)));
    }

    [Fact]
    public void Grpc_OfAnyBytes_IsServingOrSaysWhatItIs()
    {
        var random = new Random(3);
        using var response = new HttpResponseMessage(HttpStatusCode.OK);
        response.TrailingHeaders.Add("grpc-status", "0");
        byte[] seed = [0, 0, 0, 0, 12, 0x08, 1, 0x12, 2, 65, 66, 0x19, 1, 2, 3, 4, 5, 6, 7, 8];
        var serving = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var body = Mutate(seed, random);
            if (body.Length >= 5)
                body[4] = (byte)(body.Length - 5);
            Assert.NotEmpty(GrpcHealth.Read(response, body, out var serves));
            serving += serves ? 1 : 0;
        }

        Assert.InRange(serving, 1, Rounds - 1);
    }
}
