using System.Net;
using System.Text.Json;

namespace TinyEngine.Tests.Faults;

public sealed class ControlTests
{
    [Theory(Timeout = 60000)]
    [InlineData("""{"kind":"crash"}""", 134)]
    [InlineData("""{"kind":"crash","arg":"SEGV"}""", 139)]
    [InlineData("""{"kind":"exit","when":"100ms"}""", 0)]
    public async Task Control_Fault_AnswersFirstThenFires(string body, int code)
    {
        using var engine = EngineProcess.Ready("--control");
        await engine.FaultAsync(body);
        Assert.Equal(code, await engine.ExitAsync());
    }

    [Theory(Timeout = 60000)]
    [InlineData("{}")]
    [InlineData("""{"kind":"melt"}""")]
    [InlineData("""{"kind":"slow"}""")]
    [InlineData("""{"kind":"crash","when":"never"}""")]
    public async Task Control_BadFault_IsA400(string body)
    {
        using var engine = EngineProcess.Ready("--control");
        Assert.Equal(HttpStatusCode.BadRequest, (await engine.PostAsync("/control/fault", body)).Status);
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Control_List_ShowsArmedAndActiveUntilCleared()
    {
        using var engine = EngineProcess.Ready("--control", "--fault=crash@1h");
        await engine.FaultAsync("""{"kind":"unhealthy"}""");
        await engine.FaultAsync("""{"kind":"hang","when":"request:99"}""");
        JsonElement list = await Eventually.GetAsync(
            () => engine.GetJsonAsync("/control/fault"),
            l => l.GetProperty("active").GetArrayLength() == 1 && l.GetProperty("armed").GetArrayLength() == 2, "faults");
        Assert.Equal("unhealthy", list.GetProperty("active")[0].GetString());
        Assert.Equal("crash@1h", list.GetProperty("armed")[0].GetString());
        Assert.Equal("hang@request:99", list.GetProperty("armed")[1].GetString());

        using HttpResponseMessage cleared = await engine.Client.DeleteAsync("/control/fault");
        Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
        list = await engine.GetJsonAsync("/control/fault");
        Assert.Equal(0, list.GetProperty("active").GetArrayLength() + list.GetProperty("armed").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
    }
}
