using Microsoft.Extensions.Configuration;
using Supervision.Hocon;

namespace Supervision.Hosting;

// Configuration: of the kernel (`akka`) and of the engines (`supervision`) in one document. Engines in code are a layer like any other, so
// that what is added later with Prepend wins over them.
public sealed partial class SupervisionBuilder
{
    /// <summary>Adds HOCON.</summary>
    /// <param name="hocon">Text with the sections <c>akka</c> and <c>supervision</c>.</param>
    /// <param name="mode">How it is added. Default <see cref="HoconAddMode.Prepend"/>.</param>
    /// <exception cref="HoconException">The text has errors; all that were found.</exception>
    public SupervisionBuilder AddHocon(string hocon, HoconAddMode mode = HoconAddMode.Prepend)
    {
        var document = HoconDocument.Parse(hocon, new HoconOptions { SourceName = "AddHocon" });
        return Add(() => document, mode);
    }

    /// <summary>Adds HOCON.</summary>
    /// <param name="config">A configuration with the sections <c>akka</c> and <c>supervision</c>.</param>
    /// <param name="mode">How it is added. Default <see cref="HoconAddMode.Prepend"/>.</param>
    public SupervisionBuilder AddHocon(Config config, HoconAddMode mode = HoconAddMode.Prepend)
    {
        ArgumentNullException.ThrowIfNull(config);
        var document = KernelConfig.ToDocument(config);
        return Add(() => document, mode);
    }

    /// <summary>
    /// Adds <c>IConfiguration</c> by the rules of <see cref="HoconConfiguration"/>. A section keeps its place: that of <c>akka</c> is added as
    /// <c>akka { }</c>. It is read anew with every reload.
    /// </summary>
    /// <param name="configuration">A root or a section.</param>
    /// <param name="mode">How it is added. Default <see cref="HoconAddMode.Prepend"/>.</param>
    public SupervisionBuilder AddHocon(IConfiguration configuration, HoconAddMode mode = HoconAddMode.Prepend)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(() => ConfigurationStack.Of(configuration), mode);
    }

    /// <summary>Adds a HOCON file. It is read when the host starts, and anew with every reload.</summary>
    /// <param name="path">The file, relative to the working directory.</param>
    /// <param name="mode">How it is added. Default <see cref="HoconAddMode.Prepend"/>.</param>
    public SupervisionBuilder AddHoconFile(string path, HoconAddMode mode = HoconAddMode.Prepend)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Add(() => HoconDocument.ParseFile(path), mode);
    }

    private SupervisionBuilder Add(Func<HoconDocument> layer, HoconAddMode mode)
    {
        Layers.Add(mode switch
        {
            HoconAddMode.Append => before => before.WithFallback(layer()),
            HoconAddMode.Replace => _ => layer(),
            _ => before => layer().WithFallback(before),
        });
        return this;
    }
}
