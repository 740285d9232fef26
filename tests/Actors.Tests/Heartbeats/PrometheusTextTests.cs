using System.Text;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Heartbeats;

public sealed class PrometheusTextTests
{
    private const string Text =
        """
        # HELP vllm:num_requests_running Requests.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="a}b\"c"} 2.0
        vllm:num_requests_running{engine="1",model_name="a"} 3.0 1712345678901
        vllm:num_requests_running_more 99
        plain 7
        plus +1.5e3
        broken{engine="0" 1
        broken{engine="0"}
        notanumber x
        infinite +Inf
        """;

    [Theory]
    [InlineData("vllm:num_requests_running", 5d)]
    [InlineData("vllm:num_requests_running{engine=\"1\"}", 3d)]
    [InlineData("vllm:num_requests_running{engine=\"1\", model_name=\"a\"}", 3d)]
    [InlineData("vllm:num_requests_running{engine=\"1\",model_name=\"b\"}", null)]
    [InlineData("vllm:num_requests_running{engin=\"1\"}", null)]
    [InlineData("plain", 7d)]
    [InlineData("plain{}", 7d)]
    [InlineData("plus", 1500d)]
    [InlineData("broken", null)]
    [InlineData("notanumber", null)]
    [InlineData("infinite", null)]
    [InlineData("absent", null)]
    public void Read_Metric_IsTheSumOfItsSeries(string metric, double? expected)
    {
        var text = new PrometheusText([MetricSelector.TryParse(metric)!]);
        text.Read(Encoding.UTF8.GetBytes(Text));
        Assert.Equal(expected, text[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task ReadAsync_InPiecesOfAnySize_ReadsTheSame(int piece)
    {
        var long_ = $"long{{x=\"{new string('y', 200_000)}\"}} 1\n";
        var text = new PrometheusText([MetricSelector.TryParse("plain")!, MetricSelector.TryParse("long")!]);

        await text.ReadAsync(new Pieces(Encoding.UTF8.GetBytes(long_ + Text.Replace("plain 7", "plain 7\r", StringComparison.Ordinal) + "\nplain 1"), piece), default);

        Assert.Equal((8d, null), (text[0], text[1]));
        await text.ReadAsync(new MemoryStream("long 4"u8.ToArray()), default);
        Assert.Equal((null, 4d), (text[0], text[1]));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a:b_c1{d=\"e\"}", true)]
    [InlineData("", false)]
    [InlineData("1a", false)]
    [InlineData("a b", false)]
    [InlineData("a{b}", false)]
    [InlineData("a{b=c}", false)]
    [InlineData("a{b=\"c\"", false)]
    [InlineData("a{b=\"c\"}x", false)]
    public void Selector_Text_IsOneOrNot(string text, bool valid) => Assert.Equal(valid, MetricSelector.TryParse(text) is not null);

    [Theory]
    [InlineData("running 1\nsteps 5", null)]
    [InlineData("steps 5", "has none of running, waiting")]
    [InlineData("running 1", "has none of steps")]
    [InlineData("", "has none of running, waiting")]
    public void Sample_WithoutWorkOrCounter_IsUnknown(string body, string? problem)
    {
        var progress = new ProgressSettings { Url = new Uri("http://h/m"), Running = ["running"], Waiting = ["waiting"], Counter = ["steps"] };
        var text = ProgressSample.TextFor(progress);
        text.Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal(problem is null ? null : $"http://h/m: {problem}", ProgressSample.Of(progress, text).Problem);
    }

    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
