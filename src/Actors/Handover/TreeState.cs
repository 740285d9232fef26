// Overview
// The state travels through a file in memory: a line with a magic word, the format's number, the checksum and the length of what follows,
// then JSON. The number is asked for before anything is stopped (an image that does not know it refuses), the rest is checked by the reader,
// because a daemon that half remembers its engines would be worse than one that starts them anew.
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Supervision.Actors.Journal;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Handover;

/// <summary>A tree that runs, as one image of its program leaves it to the next.</summary>
public sealed class TreeState
{
    /// <summary>The number of the format that this program writes and reads. Another one is refused.</summary>
    public const int Format = 1;

    private static readonly TimeSpan _longestWay = TimeSpan.FromHours(1);

    private const string Magic = "supervision-handover";

    internal TreeState(HandedTree tree) => Tree = tree;

    /// <summary>The configuration that runs, without the means to add instances.</summary>
    public SupervisionSettings Settings => Tree.Settings;

    /// <summary>What the host of the tree added.</summary>
    public IReadOnlyDictionary<string, string> Host => Tree.Host;

    /// <summary>Engines that have a process.</summary>
    public int Processes => Tree.Groups.SelectMany(group => group.All()).SelectMany(group => group.Engines).Count(engine => engine.Process is not null);

    /// <summary>Engines.</summary>
    public int Engines => Tree.Groups.SelectMany(group => group.All()).Sum(group => group.Engines.Count);

    /// <summary>The descriptors that belong to the state.</summary>
    public IReadOnlyList<int> Descriptors => [.. Tree.Descriptors()];

    internal HandedTree Tree { get; }

    // Another boot's clock says nothing.
    internal TreeState ArrivedAt(TimeSpan clock) =>
        clock - Tree.Clock is var way && way > TimeSpan.Zero && way < _longestWay ? new TreeState(Ageing.By(Tree, way)) : this;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="problem">Why it cannot be used; null where it can.</param>
    public static TreeState? TryRead(ReadOnlySpan<byte> bytes, out string? problem)
    {
        var end = bytes.IndexOf((byte)'\n');
        string[] head = end < 0 ? [] : Encoding.ASCII.GetString(bytes[..end]).Split(' ');
        if (head is not [Magic, var format, var checksum, var length])
        {
            problem = "it is no state of a tree";
            return null;
        }

        var content = bytes[(end + 1)..];
        problem = format != Format.ToString(CultureInfo.InvariantCulture) ? $"it has the format {format}, and only {Format} is understood"
            : length != content.Length.ToString(CultureInfo.InvariantCulture) ? $"it is cut off: {content.Length} of {length} bytes"
            : checksum != JournalRecord.Checksum(content).ToString("x8", CultureInfo.InvariantCulture) ? "it is damaged: its checksum is wrong"
            : null;
        if (problem is not null)
        {
            return null;
        }

        try
        {
            return new TreeState(HandoverJson.ParseHandedTree(content.ToArray()));
        }
        catch (JsonException error)
        {
            problem = error.Message;
            return null;
        }
    }

    /// <summary>All of it, for another image.</summary>
    public byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            HandoverJson.Write(writer, Tree);
        }

        var content = bytes.WrittenSpan;
        var head = string.Create(CultureInfo.InvariantCulture, $"{Magic} {Format} {JournalRecord.Checksum(content):x8} {content.Length}\n");
        return [.. Encoding.ASCII.GetBytes(head), .. content];
    }

    /// <summary>
    /// What the tree goes on with: its own groups and engines, and of newly loaded settings what concerns the daemon. The rest of those is for a
    /// reload afterwards.
    /// </summary>
    /// <param name="loaded">The settings as they were loaded by this image.</param>
    public SupervisionSettings SettingsFor(SupervisionSettings loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return loaded with { Groups = Settings.Groups };
    }

    /// <summary>Whether newly loaded settings need that reload.</summary>
    /// <param name="loaded">The settings as they were loaded by this image.</param>
    public bool DiffersFrom(SupervisionSettings loaded) => !SettingsDifference.Between(SettingsFor(loaded), loaded).IsEmpty;

    /// <summary>The same with what the host of the tree adds.</summary>
    /// <param name="host">Names and values.</param>
    public TreeState With(IReadOnlyDictionary<string, string> host) => new(Tree with { Host = host });
}
