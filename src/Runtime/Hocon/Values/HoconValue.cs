using Supervision.Hocon.Parsing;

namespace Supervision.Hocon;

/// <summary>A resolved, immutable value.</summary>
public abstract class HoconValue
{
    private HoconOrigin? _origin;

    private protected HoconValue(HoconOrigin origin)
        : this(new SourceText(origin), 0) => _origin = origin;

    private protected HoconValue(SourceText source, int offset)
    {
        Source = source;
        Offset = offset;
    }

    /// <summary>Where it was written; for a merged object, where its last part was.</summary>
    public HoconOrigin Origin => _origin ??= Source.OriginAt(Offset);

    /// <summary>Kind of value.</summary>
    public abstract HoconType Type { get; }

    /// <summary>Whether this is the scalar null.</summary>
    public bool IsNull => this is HoconScalar { Kind: HoconScalarKind.Null };

    internal SourceText Source { get; }

    internal int Offset { get; }

    /// <summary>Whether there is no substitution in it. Asked only once its document is parsed.</summary>
    internal virtual bool IsResolved => true;

    /// <summary>How much it holds when written out, however often parts are shared.</summary>
    internal virtual Extent Extent => new(1, 1);

    /// <summary>The value as compact JSON.</summary>
    public override string ToString() => HoconRenderer.Render(this, new HoconRenderOptions { Json = true, Indented = false });
}
