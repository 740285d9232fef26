using Microsoft.Extensions.Configuration;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>A document that is there already, as a source and its provider.</summary>
internal sealed class HoconDocumentSource(HoconDocument document) : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new HoconDocumentSource(document);

    public override void Load() => Data = Flattening.Of(document.Resolve());

    public override string ToString() => "HOCON";
}
