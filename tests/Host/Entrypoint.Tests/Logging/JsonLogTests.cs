using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Logging;
using Supervision.Posix;

namespace Supervision.Entrypoint.Tests.Logging;

public sealed class JsonLogTests
{
    [Fact]
    public void Output_WithAnyCharacters_IsOneParsableObject()
    {
        var fixture = new LogFixture(LogFormat.Json);
        const string Nasty = "tab\t quote\" backslash\\ esc\e[31m nul\0 emoji\U0001F600 lone\uD800 cr\r {braces}";

        new EventTranslator(fixture.Log).Write(new EngineOutput("vllm", "serving", 12, 3, OutputStream.Stderr, Nasty));

        LogLine line = Assert.Single(fixture.FinishJson());
        Assert.Equal(Nasty.Replace('\uD800', '\uFFFD'), line.Message);
        Assert.Equal("engine.output", line.Event);
        Assert.Equal("info", line.Level);
        Assert.Equal("vllm", line.Engine);
        Assert.Equal("serving", line.Text("group"));
        Assert.Equal("stderr", line.Text("stream"));
        Assert.Equal((12, 3), (line.Pid, line.Attempt));
    }

    [Fact]
    public void Fields_OfAnEvent_KeepTheirTypes()
    {
        var fixture = new LogFixture(LogFormat.Json);

        new EventTranslator(fixture.Log).Write(
            new EngineBackoff("vllm", "serving", null, 2, EngineState.Exited, TimeSpan.FromMilliseconds(2125), 2));

        LogLine line = Assert.Single(fixture.FinishJson());
        Assert.Equal(2.125, line.Number("delay"));
        Assert.Equal(2, line.Number("failures"));
        Assert.Null(line.Pid);
    }
}
