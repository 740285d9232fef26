namespace Supervision.Hocon.Resolving;

internal sealed partial class Resolver
{
    private const int Anew = 20;

    private readonly Dictionary<(HoconValue Value, int Top), HoconValue?> _heads = new(new ByInstance());
    private readonly Dictionary<HoconValue, (int Depth, int Layer)> _active = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<HoconObject, HoconObject> _borrowed = new(ReferenceEqualityComparer.Instance);
    private int _depth;
    private int _tainted = None;
    private long _characters;

    // Set together with an undefined result: the depth of the activity that was met again, and the substitutions from it, innermost first.
    private int _cycle = None;
    private readonly List<Substitution> _cyclePath = [];

    private HoconValue? Head(HoconValue value) => Head(value, value is Layers layers ? layers.Values.Count - 1 : 0);

    private HoconValue? Head(HoconValue value, int top)
    {
        if (value is Borrowed borrowed)
            return Head(borrowed.Value);
        if (value is not Unresolved)
            return value;
        var isActive = _active.TryGetValue(value, out var active);
        if (isActive)
        {
            _tainted = Math.Min(_tainted, active.Depth);
            if (value is not Layers || active.Layer == 0)
            {
                _cycle = active.Depth;
                _cyclePath.Clear();
                return null;
            }

            // A path that came back here sees only what is below; a layer that asks for its own below says so itself.
            top = Math.Min(top, active.Layer - 1);
        }

        if (_heads.TryGetValue((value, top), out var known))
            return known;
        Enter(value);
        var (outerTaint, depth) = (_tainted, ++_depth);
        _tainted = None;
        _active[value] = (depth, top);
        var result = value switch
        {
            Substitution substitution => Substitute(substitution),
            Concatenation concatenation => Concatenate(concatenation),
            Appended appended => new HoconArray(appended.Items, appended.Source, appended.Offset),
            Layers layers => HeadOfLayers(layers, top, depth),
            _ => throw new InvalidOperationException("can't happen: a blank on its own"),
        };
        if (isActive)
            _active[value] = active;
        else
            _active.Remove(value);
        if (result is null && _cycle == depth)
            result = FailCycle(value);
        if (_tainted >= depth)
        {
            _heads[(value, top)] = result;
            _tainted = None;
        }
        else
        {
            // It will be evaluated anew wherever it is asked for: what grows so grows exponentially.
            Charge(value, Anew);
        }

        _tainted = Math.Min(_tainted, outerTaint);
        _depth--;
        _levels--;
        return result;
    }

    private HoconValue? HeadOfLayers(Layers layers, int top, int depth)
    {
        HoconValue? result = null;
        for (var i = top; i >= 0; i--)
        {
            _active[layers] = (depth, i);
            Charge(layers, 1);
            var layer = layers.Values[i];
            var value = layer is Appended appended && result is null && i > 0 ? Append(layers, appended, i) : Head(layer);
            if (value is null)
            {
                // Part of a cycle that begins further out: this field gives way to its earlier value.
                if (_cycle < depth && i > 0)
                    _cycle = None;
                if (_cycle != None)
                    return null;
                continue;
            }

            if (value is not HoconObject found)
                return result ?? value;
            found = layer is Substitution ? Borrow(found) : found;
            result = result is HoconObject higher ? Merge(found, higher) : found;
            if (found.HidesLower)
                break;
        }

        return result;
    }

    private HoconArray? Append(Layers layers, Appended appended, int i)
    {
        var before = Head(layers, i - 1);
        if (before is null && _cycle != None)
            return null;
        var array = before is null ? new HoconArray([], appended.Source, appended.Offset) : Concatenating.AsArray(before);
        if (array is null && !ReferenceEquals(before, _failed))
            Report(appended, "+= needs an array; the earlier value is none");
        Charge(appended, array?.Count ?? 0);
        IEnumerable<HoconValue> earlier = array is null ? [] : array;
        return new HoconArray([.. earlier, .. appended.Items], appended.Source, appended.Offset);
    }

    private HoconValue? Concatenate(Concatenation node)
    {
        var pieces = new List<HoconValue?>(node.Pieces.Count);
        var (texts, objects, arrays) = (0, 0, 0);
        foreach (var piece in node.Pieces)
        {
            var value = piece is Blank ? piece : Head(piece);
            if (value is null && _cycle != None)
                return null;
            if (ReferenceEquals(value, _failed))
                return _failed;
            pieces.Add(piece is Substitution && value is HoconObject found ? Borrow(found) : value);
            texts += value is HoconScalar ? 1 : 0;
            objects += value is HoconObject ? 1 : 0;
            arrays += value is HoconArray ? 1 : 0;
        }

        var defined = texts + objects + arrays;
        if (defined == 0)
            return null;
        if (texts == defined)
        {
            var text = Concatenating.Texts(pieces, node.Source, node.Offset);
            return (_characters += text.Text.Length) <= options.MaxSize
                ? text
                : throw Fatal(node, $"joining texts produces more than {options.MaxSize} characters");
        }

        var values = pieces.Where(piece => piece is not (null or Blank)).Select(piece => piece!).ToList();
        if (objects == defined)
            return values.Aggregate((low, high) => Merge((HoconObject)low, (HoconObject)high));
        var parts = values.ConvertAll(Concatenating.AsArray);
        if (parts.Contains(null))
        {
            Report(node, Concatenating.Mixed);
            return _failed;
        }

        Charge(node, parts.Sum(part => (long)part!.Count));
        return new HoconArray([.. parts.SelectMany(part => part!)], node.Source, node.Offset);
    }

    // An object that holds itself through several layers doubles its layers from level to level: what is copied is counted, and counted
    // higher than a value that is merely made, since each layer is evaluated anew.
    private HoconObject Merge(HoconObject low, HoconObject high)
    {
        Charge(low, 4 * (Cost(low) + Cost(high)));
        return Merging.Objects(low, high, inPlace: false);
    }

    private static long Cost(HoconObject value)
    {
        long cost = value.Count;
        foreach (ref readonly var field in value.Fields)
            cost += field.Value is Layers layers ? layers.Values.Count : 0;
        return cost;
    }

    private HoconObject Borrow(HoconObject value)
    {
        if (value.IsResolved)
            return value;
        if (_borrowed.TryGetValue(value, out var known))
            return known;
        var result = new HoconObject(value.Source, value.Offset) { HidesLower = value.HidesLower };
        _borrowed.Add(value, result);
        Charge(value, value.Count);
        foreach (ref readonly var item in value.Fields)
        {
            var inner = item.Value switch
            {
                HoconObject nested => Borrow(nested),
                Unresolved and not Borrowed => new Borrowed(item.Value),
                _ => item.Value,
            };
            result.Add(item.Key, inner, item.KeySource, item.KeyOffset);
        }

        return result;
    }

    private HoconValue? FailCycle(HoconValue value)
    {
        _cycle = None;
        var names = _cyclePath.Select(item => $"${{{HoconPath.Render(item.Path)}}}").Reverse().ToList();
        Report(
            _cyclePath.Count > 0 ? _cyclePath[0] : value,
            $"cycle: {string.Join(" → ", names.TakeLast(1).Concat(names))}, and there is no earlier value to begin with");
        return _failed;
    }

    private sealed class ByInstance : IEqualityComparer<(HoconValue Value, int Top)>
    {
        public bool Equals((HoconValue Value, int Top) x, (HoconValue Value, int Top) y) =>
            ReferenceEquals(x.Value, y.Value) && x.Top == y.Top;

        public int GetHashCode((HoconValue Value, int Top) x) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(x.Value), x.Top);
    }
}
