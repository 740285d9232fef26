using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Supervision.Hosting;

/// <summary>Gates: requests that need an engine are answered with 503 and problem details while it is not ready.</summary>
public static class EngineGateExtensions
{
    /// <summary>
    /// Gates every request that comes this far. It costs a dictionary lookup; engines with several instances are ready when one of them is. The answer has
    /// <c>Retry-After</c>, from the backoff or from how long the last start took, and the age of the engine's last heartbeat.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="engine">An engine, or one of its instances.</param>
    /// <param name="path">Only requests below this path, such as <c>/v1</c>; empty for all. Default all.</param>
    /// <returns>The application.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSupervision</c> was not called.</exception>
    public static IApplicationBuilder UseEngineGate(this IApplicationBuilder app, string engine, PathString path = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(engine);
        var runtime = RuntimeOf(app.ApplicationServices);
        app.ApplicationServices.GetRequiredService<GatedEngines>().Add(engine);
        return app.Use(next => context =>
            (path.HasValue && !context.Request.Path.StartsWithSegments(path)) || EngineGate.IsOpen(runtime, engine)
                ? next(context)
                : EngineGate.RefuseAsync(runtime, engine, context));
    }

    /// <summary>Gates an endpoint, or all of a group, as <see cref="UseEngineGate"/> does; it works for every kind of endpoint and needs no middleware.</summary>
    /// <typeparam name="TBuilder">Kind of builder.</typeparam>
    /// <param name="builder">The endpoint, or the group.</param>
    /// <param name="engine">An engine, or one of its instances.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireEngine<TBuilder>(this TBuilder builder, string engine)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(engine);
        builder.Add(endpoint =>
        {
            var runtime = RuntimeOf(endpoint.ApplicationServices);
            endpoint.Metadata.Add(new EngineRequirement(engine));
            var inner = endpoint.RequestDelegate;
            if (inner is not null)
                endpoint.RequestDelegate = context => EngineGate.IsOpen(runtime, engine) ? inner(context) : EngineGate.RefuseAsync(runtime, engine, context);
        });
        return builder;
    }

    private static SupervisionRuntime RuntimeOf(IServiceProvider services) => services.GetService<SupervisionRuntime>()
        ?? throw new InvalidOperationException("there are no engines to wait for: call services.AddSupervision(...) first");
}
