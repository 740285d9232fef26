// Overview
// Resolving is lazy. The *head* of a value is as much of it as is needed to know what it is: a scalar, an array whose elements are not
// looked at, or an object whose fields are not looked at. A substitution's head is the head of what its path leads to, and following a
// path takes only heads; so `bar { foo = 42, baz = ${bar.foo} }` is no cycle, and what is hidden by a later value is never evaluated.
// Only at the end is everything resolved in depth.
//
// A field that was assigned several times is `Layers`. While its layer i is evaluated it is *active* at i, and a path that leads back to
// it looks back: it gets the head of the layers below i. Any other value that is met again while it is evaluated is a cycle, whose
// nearest field with an earlier value gives way to that; where there is none, an optional substitution is undefined and any other is an
// error. Results are remembered by instance, except those that depend on an activity further out (`_tainted` is the depth of the
// outermost one), since they would be another when asked from elsewhere.
//
// Three things grow faster than the text: levels (checked against MaxDepth), values (against MaxValues), and joined text (MaxSize).
using System.Runtime.CompilerServices;
using Supervision.Hocon.Parsing;

namespace Supervision.Hocon.Resolving;

internal sealed partial class Resolver(HoconObject root, HoconOptions options)
{
    private const int None = int.MaxValue;
    private const int MaxErrors = 50;

    private static readonly HoconScalar _failed = new(HoconScalarKind.Null, "null", new SourceText(new HoconOrigin("failed", 0, 0)), 0);

    private readonly List<HoconError> _errors = [];
    private readonly Dictionary<HoconValue, HoconValue?> _deep = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HoconValue> _deepening = new(ReferenceEqualityComparer.Instance);
    private long _steps;
    private int _levels;

    public HoconObject Resolve()
    {
        var result = Deep(root, root) as HoconObject;
        if (_errors.Count > 0)
            throw new HoconException(_errors);
        var extent = result!.Extent;
        if (extent.Weight > options.MaxValues)
            throw Fatal(root, $"resolving produces more than {options.MaxValues} values");
        return extent.Height <= options.MaxDepth + 1
            ? result
            : throw Fatal(root, $"objects and arrays are nested deeper than {options.MaxDepth} once substitutions are resolved");
    }

    // The whole value; null where it is undefined, which is no error by itself.
    private HoconValue? Deep(HoconValue value, HoconValue asker)
    {
        if (value.IsResolved)
            return value;
        if (value is Unresolved)
        {
            var head = Head(value);
            return head is null ? null : Deep(head, value);
        }

        if (_deep.TryGetValue(value, out var known))
            return known;
        if (!_deepening.Add(value))
        {
            if (asker is Substitution { Optional: true })
                return null;
            Report(asker, "cycle: this value contains itself");
            return _failed;
        }

        Enter(value);
        HoconValue result = value is HoconObject source ? DeepObject(source) : DeepArray((HoconArray)value);
        _levels--;
        if (result.Extent.Weight > options.MaxValues)
            throw Fatal(value, $"resolving produces more than {options.MaxValues} values");
        _deepening.Remove(value);
        _deep.Add(value, result);
        return result;
    }

    private HoconObject DeepObject(HoconObject source)
    {
        var result = new HoconObject(source.Source, source.Offset);
        for (var i = 0; i < source.Count; i++)
        {
            var field = source.Fields[i];
            if (Deep(field.Value, field.Value) is { } value)
                result.Add(field.Key, value, field.KeySource, field.KeyOffset);
        }

        return result;
    }

    private HoconArray DeepArray(HoconArray source)
    {
        var items = new List<HoconValue>(source.Count);
        foreach (var item in source)
        {
            if (Deep(item, item) is { } value)
                items.Add(value);
        }

        return new HoconArray(items, source.Source, source.Offset);
    }

    private void Enter(HoconValue at)
    {
        if (++_levels > options.MaxDepth * 5 || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Fatal(at, "substitutions are nested too deeply");
        Charge(at, 1);
    }

    private void Charge(HoconValue at, long steps)
    {
        if ((_steps += steps) > options.MaxValues)
            throw Fatal(at, $"resolving produces more than {options.MaxValues} values");
    }

    private HoconException Fatal(HoconValue at, string message)
    {
        Report(at, message);
        return new HoconException(_errors);
    }

    private void Report(HoconValue at, string message)
    {
        if (!_errors.Exists(error => error.Origin == at.Origin))
            _errors.Add(new HoconError(at.Origin, message, at.Source.LineAt(at.Origin)));
        if (_errors.Count >= MaxErrors)
            throw new HoconException(_errors);
    }
}
