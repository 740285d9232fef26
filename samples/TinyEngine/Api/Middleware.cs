using System.Net;
using TinyEngine.Faults;

namespace TinyEngine.Api;

/// <summary>Around every request: the access line, the hang, and errors as JSON.</summary>
internal sealed class Middleware(FaultState faults, EngineLog log, bool logRequests)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            // The control endpoint is how a hang is lifted again, so it alone still answers.
            if (!context.Request.Path.StartsWithSegments("/control"))
                await faults.Answers.WaitAsync(context.RequestAborted);
            await next(context);
        }
        catch (ApiException error) when (!context.Response.HasStarted)
        {
            await Body.ErrorAsync(context, error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; nobody is left to answer.
            return;
        }

        if (logRequests)
            LogAccess(context);
    }

    private void LogAccess(HttpContext context)
    {
        var client = new IPEndPoint(context.Connection.RemoteIpAddress ?? IPAddress.None, context.Connection.RemotePort);
        int status = context.Response.StatusCode;
        string phrase = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
        log.Server($"{client} - \"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} HTTP/1.1\" {status} {phrase}");
    }
}
