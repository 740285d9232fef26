using Supervision.Hocon.Parsing;

namespace Supervision.Hocon;

/// <summary>A string, number, boolean or null.</summary>
public sealed class HoconScalar : HoconValue
{
    private readonly int _start;
    private readonly int _length;
    private string? _text;

    /// <summary>Creates a scalar.</summary>
    /// <param name="kind">What it was written as.</param>
    /// <param name="text">Its text, without quotes and escapes.</param>
    /// <param name="origin">Where it was written.</param>
    public HoconScalar(HoconScalarKind kind, string text, HoconOrigin origin)
        : base(origin)
    {
        Kind = kind;
        _text = text;
    }

    internal HoconScalar(HoconScalarKind kind, string text, SourceText source, int offset)
        : base(source, offset)
    {
        Kind = kind;
        _text = text;
    }

    /// <summary>A scalar whose text is cut out of the source when it is first read.</summary>
    internal HoconScalar(HoconScalarKind kind, SourceText source, int offset, int start, int length)
        : base(source, offset)
    {
        Kind = kind;
        _start = start;
        _length = length;
    }

    /// <summary>What it was written as.</summary>
    public HoconScalarKind Kind { get; }

    /// <summary>Its text, without quotes and escapes; a number keeps its spelling.</summary>
    public string Text => _text ??= Source.Text.Substring(_start, _length);

    /// <inheritdoc/>
    public override HoconType Type => HoconType.Scalar;
}
