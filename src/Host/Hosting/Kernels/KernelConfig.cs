using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>The kernel's configuration as a document, and back.</summary>
internal static class KernelConfig
{
#if AKKA
    public static HoconDocument ToDocument(Config config) => HoconDocument.Parse(config.ToString(includeFallback: true), new HoconOptions { SourceName = "AddHocon" });
#else
    public static HoconDocument ToDocument(Config config) => HoconDocument.FromObject(config.Root);
#endif

    public static Config ToConfig(HoconObject values) => ConfigurationFactory.ParseString(HoconRenderer.Render(values));
}
