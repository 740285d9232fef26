using System.Globalization;
using Supervision.Hocon.Parsing;

namespace Supervision.Hocon.Resolving;

internal sealed partial class Resolver
{
    private HoconValue? Substitute(Substitution node)
    {
        var cycle = None;
        foreach (var prefix in node.Prefixes)
        {
            if (Lookup([.. prefix, .. node.Path]) is { } relative)
                return relative;
            cycle = Math.Min(cycle, _cycle);
            _cycle = None;
        }

        if (Lookup(node.Path) is { } value)
            return value;
        cycle = Math.Min(cycle, _cycle);
        _cycle = None;
        var name = string.Join('.', node.Path);
        if (FromEnvironment(name, node) is { } variable)
            return variable;
        if (node.Optional)
            return null;
        if (cycle != None)
        {
            // The error is the field's that began the cycle, unless one on the way has an earlier value to give.
            _cycle = cycle;
            _cyclePath.Add(node);
            return null;
        }

        Report(node, $"${{{HoconPath.Render(node.Path)}}} is not defined, neither as a key nor as an environment variable; "
            + $"write ${{?{HoconPath.Render(node.Path)}}} if it is optional");
        return _failed;
    }

    // Follows the path by heads alone, so that nothing beside it is evaluated.
    private HoconValue? Lookup(IReadOnlyList<string> path)
    {
        HoconValue? value = root;
        foreach (var element in path)
        {
            if (value is not HoconObject parent || !parent.TryGetValue(element, out var next))
                return null;
            value = Head(next);
        }

        return value;
    }

    private HoconValue? FromEnvironment(string name, Substitution node)
    {
        var source = new SourceText(new HoconOrigin($"environment variable {name}", 0, 0));
        if (!node.IsList)
            return options.Environment(name) is { } text ? new HoconScalar(HoconScalarKind.String, text, source, 0) : null;
        var items = new List<HoconValue>();
        while (options.Environment(string.Create(CultureInfo.InvariantCulture, $"{name}_{items.Count}")) is { } item)
        {
            items.Add(new HoconScalar(HoconScalarKind.String, item, source, 0));
            Charge(node, 1);
        }

        return items.Count == 0 ? null : new HoconArray(items, source, 0);
    }
}
