using Microsoft.AspNetCore.Connections.Features;
using TinyEngine.Faults;

namespace TinyEngine.Api;

/// <summary>Faults over HTTP; mapped only with <c>--control</c>.</summary>
internal sealed class ControlHandler(FaultSchedule schedule, FaultState state)
{
    public async Task AddAsync(HttpContext context)
    {
        FaultRequest body = await Body.ReadAsync(context, ApiJson.Instance.FaultRequest);
        if (body.Kind is not { Length: > 0 } kind)
            throw ApiException.BadRequest("kind: missing", "kind");
        FaultSpec fault;
        try
        {
            fault = FaultParser.Parse(kind, body.Arg, body.When ?? "0s");
        }
        catch (FormatException e)
        {
            throw ApiException.BadRequest(e.Message, "kind");
        }

        // The answer leaves first: the fault may well end the process. A completed response may still lie in the
        // pipe to the socket, so the connection is closed behind it and the fault waits for that end.
        context.Response.Headers.Connection = "close";
        CancellationToken closed = context.Features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed;
        context.Response.OnCompleted(() =>
        {
            closed.UnsafeRegister(_ => schedule.Add(fault), null);
            return Task.CompletedTask;
        });
        await Body.WriteAsync(context, 202, new FaultAnswer(fault.Text), ApiJson.Instance.FaultAnswer);
    }

    public Task ListAsync(HttpContext context) =>
        Body.WriteAsync(context, 200, new FaultList(state.Describe(), schedule.Armed), ApiJson.Instance.FaultList);

    public Task ClearAsync(HttpContext context)
    {
        schedule.Clear();
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }
}
