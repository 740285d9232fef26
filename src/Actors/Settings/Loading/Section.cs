// Overview: one reader over several layers.
//
// An engine is read from its own object and, where that says nothing, from supervision.defaults.engine; a group likewise. Both are
// merged only when they are read, so that each layer keeps its own path and origin and an error names the line that somebody wrote.
// The last layer is always reference.conf as it is embedded: a null in the user's file that cut off the merged defaults therefore
// never leaves a setting without a value.
//
// The set of known keys is the set of keys that a reader asked for. Done() reports what nobody asked for, so there is no second
// list of settings that could fall behind. A reader must hence ask for every key it knows before it calls Done().
using System.Diagnostics.CodeAnalysis;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads one section (a HOCON object with its fallbacks) and remembers which keys were asked for.</summary>
internal sealed partial class Section
{
    private readonly Report _report;
    private readonly List<Layer> _layers;
    private readonly OrderedDictionary<string, bool> _asked = new(StringComparer.Ordinal);

    private Section(Report report, List<Layer> layers, Place place, bool isBroken)
    {
        _report = report;
        _layers = layers;
        Place = place;
        IsBroken = isBroken;
    }

    /// <summary>The first place where the section was written.</summary>
    public Place Place { get; }

    /// <summary>Something else stands here: reported, and every setting reads as invalid without another word.</summary>
    public bool IsBroken { get; }

    /// <summary>What is made of the daemon's own files.</summary>
    public OwnFiles OwnFiles => _report.OwnFiles;

    /// <summary>The section that holds <c>supervision</c>, over reference.conf alone.</summary>
    public static Section Root(Report report, HoconObject merged, HoconObject reference) =>
        new(report, [new Layer(merged, "", true), new Layer(reference, "", false)], new Place("", merged.Origin), false);

    /// <summary>The section below a key; empty where no layer has it.</summary>
    public Section Child(string key)
    {
        Ask(key);
        var layers = new List<Layer>();
        Place? place = null;
        foreach (var layer in _layers)
        {
            if (!layer.Object.TryGetValue(key, out var value))
                continue;
            var here = new Place(Join(layer.Path, key), layer.Object.KeyOrigin(key));
            if (value is HoconObject child)
            {
                layers.Add(new Layer(child, here.Path, layer.IsOwn));
                place ??= here;
                continue;
            }

            // What is not an object hides everything below it (HOCON's rule); on top it is an error.
            if (layers.Count > 0)
                break;
            _report.Error(here with { Origin = value.Origin }, $"expected a section, {{ ... }}, found {Describe(value)}");
            return new Section(_report, [], here, true);
        }

        return new Section(_report, layers, place ?? Place with { Path = Join(Place.Path, key) }, IsBroken);
    }

    /// <summary>The same section with another one as fallback; its own keys stay its own, those of the fallback do not become so.</summary>
    public Section Over(Section fallback)
    {
        if (IsBroken)
            return this;
        var layers = new List<Layer>(_layers);
        foreach (var layer in fallback._layers)
            layers.Add(layer with { IsOwn = false });
        return new Section(_report, layers, Place, fallback.IsBroken);
    }

    /// <summary>The same section, freshly read, with none of its keys counting as written for one engine or group.</summary>
    public Section AsDefaults() => new(_report, [.. _layers.Select(layer => layer with { IsOwn = false })], Place, IsBroken);

    /// <summary>The keys of a map, in the order in which they were written. All count as asked for.</summary>
    public IReadOnlyList<string> Keys()
    {
        var keys = _layers.SelectMany(layer => layer.Object.Keys).Distinct(StringComparer.Ordinal).ToList();
        keys.ForEach(Ask);
        return keys;
    }

    /// <summary>The keys that were asked for so far, each once, in that order.</summary>
    public IReadOnlyCollection<string> Asked => _asked.Keys;

    /// <summary>The value of a key in the first layer that has it, null values included.</summary>
    public bool TryFind(string key, [NotNullWhen(true)] out HoconValue? value, out Place place)
    {
        Ask(key);
        foreach (var layer in _layers)
        {
            if (layer.Object.TryGetValue(key, out value))
            {
                place = new Place(Join(layer.Path, key), value.Origin);
                return true;
            }
        }

        value = null;
        place = Place with { Path = Join(Place.Path, key) };
        return false;
    }

    /// <summary>The place of a key's value.</summary>
    public Place ValuePlace(string key) => TryFind(key, out _, out var place) ? place : KeyPlace(key);

    /// <summary>The place of a key's first mention, for errors about the key itself rather than its value.</summary>
    public Place KeyPlace(string key)
    {
        foreach (var layer in _layers)
        {
            if (layer.Object.ContainsKey(key))
                return new Place(Join(layer.Path, key), layer.Object.KeyOrigin(key));
        }

        return Place with { Path = Join(Place.Path, key) };
    }

    /// <summary>The first key that was written for this very engine or group rather than taken from the defaults.</summary>
    public string? FirstOwnKey() => _layers
        .Where(layer => layer.IsOwn)
        .SelectMany(layer => layer.Object.Keys.Where(key => !new Place("", layer.Object.KeyOrigin(key)).IsPreset))
        .FirstOrDefault();

    /// <summary>Whether a key is written anywhere, null values included. For settings that reference.conf has no default of.</summary>
    public bool Has(string key)
    {
        Ask(key);
        return _layers.Exists(layer => layer.Object.ContainsKey(key));
    }

    /// <summary>Whether a key is written that hardly means anything but this one, which is not.</summary>
    public bool HasNearMissOf(string key) =>
        _layers.Exists(layer => layer.Object.Keys.Any(written => KeySuggestion.Setting(written, [key]) is not null));

    /// <summary>Reports every key that no reader asked for.</summary>
    public void Done()
    {
        foreach (var layer in _layers)
        {
            foreach (var key in layer.Object.Keys)
            {
                if (_asked.ContainsKey(key))
                    continue;
                var place = new Place(Join(layer.Path, key), layer.Object.KeyOrigin(key));
                _report.Error(place, $"unknown setting {Quote(key)}{KeySuggestion.Hint(key, Asked)}", KeySuggestion.Setting(key, Asked));
            }
        }
    }

    public void Error(Place place, string message) => _report.Error(place, message);

    public void Warning(Place place, string message, string? hint = null) => _report.Warning(place, message, hint);

    /// <summary>How a value is named in an error.</summary>
    public static string Describe(HoconValue value) => value switch
    {
        HoconObject => "a section",
        HoconArray => "a list",
        { IsNull: true } => "null",
        HoconScalar scalar => SecretMask.IsOfSecretVariable(scalar) ? SecretMask.Hidden : Quote(scalar.Text),
        _ => value.ToString() ?? "",
    };

    /// <summary>A text in quotes, cut and without control characters, so that an error stays one line.</summary>
    public static string Quote(string text)
    {
        const int Longest = 60;
        var shown = string.Concat(text.Take(Longest).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > Longest ? $"'{shown}...'" : $"'{shown}'";
    }

    /// <summary>A path with one more key, quoted where HOCON needs it.</summary>
    public static string Join(string path, string key)
    {
        var element = HoconPath.Render([key]);
        return path.Length == 0 ? element : $"{path}.{element}";
    }

    private void Ask(string key) => _asked.TryAdd(key, true);

    private readonly record struct Layer(HoconObject Object, string Path, bool IsOwn);
}
