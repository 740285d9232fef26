using System.Text;

namespace Supervision.Actor;

/// <summary>
/// A place in the tree: the address of a system and the names from its root down. The uid tells incarnations at one place
/// apart; it does not take part in equality.
/// </summary>
public abstract partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>The symbols that a name may contain beside letters, digits and <c>%</c> escapes.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private IReadOnlyList<string>? _elements;

    /// <summary>Makes a root.</summary>
    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
        Parent = this;
        Uid = ActorCell.UndefinedUid;
        Depth = 0;
    }

    /// <summary>Makes the path of a child.</summary>
    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Address = parentPath.Address;
        Name = name;
        Parent = parentPath;
        Uid = uid;
        Depth = parentPath.Depth + 1;
    }

    /// <summary>The system that the path belongs to.</summary>
    public Address Address { get; }

    /// <summary>The last name.</summary>
    public string Name { get; }

    /// <summary>The uid of the incarnation; 0 when it is not known.</summary>
    public long Uid { get; }

    /// <summary>The path above; a root is its own parent.</summary>
    public ActorPath Parent { get; }

    /// <summary>How many names there are below the root.</summary>
    public int Depth { get; }

    /// <summary>The root of the path.</summary>
    public ActorPath Root => ParentOf(0);

    /// <summary>The names from the root down.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            if (_elements is null)
            {
                string[] names = new string[Depth];
                ActorPath current = this;
                for (int i = Depth - 1; i >= 0; i--)
                {
                    names[i] = current.Name;
                    current = current.Parent;
                }

                _elements = names;
            }

            return _elements;
        }
    }

    /// <summary>Equality of address and names; the uid does not matter.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => Equals(left, right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !Equals(left, right);

    /// <summary>The path of a child by name; <c>name#uid</c> carries a uid.</summary>
    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    /// <summary>The path of a descendant.</summary>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        ActorPath current = path;
        foreach (string element in name)
        {
            if (element.Length > 0)
            {
                current /= element;
            }
        }

        return current;
    }

    /// <summary>Joins names to <c>/a/b</c>.</summary>
    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join('/', pathElements);

    /// <summary>The path of a child by name; <c>name#uid</c> carries a uid.</summary>
    public ActorPath Child(string childName)
    {
        (string name, long uid) = ActorCell.SplitNameAndUid(childName);
        return new ChildActorPath(this, name, uid);
    }

    /// <summary>The ancestor at a depth; a negative depth counts from this path upwards.</summary>
    public ActorPath ParentOf(int depth)
    {
        int target = depth >= 0 ? depth : Math.Max(0, Depth + depth);
        ActorPath current = this;
        while (current.Depth > target)
        {
            current = current.Parent;
        }

        return current;
    }

    /// <summary>The same path for another incarnation.</summary>
    public ActorPath WithUid(long uid) => uid == Uid ? this : Depth == 0
        ? throw new NotSupportedException("RootActorPath must not have uid")
        : new ChildActorPath(Parent, Name, uid);

    /// <inheritdoc/>
    public bool Equals(ActorPath? other)
    {
        if (other is null || Depth != other.Depth || !Address.Equals(other.Address))
        {
            return ReferenceEquals(this, other);
        }

        ActorPath mine = this;
        ActorPath theirs = other;
        while (!ReferenceEquals(mine, theirs))
        {
            if (mine.Name != theirs.Name)
            {
                return false;
            }

            if (mine.Depth == 0)
            {
                return true;
            }

            mine = mine.Parent;
            theirs = theirs.Parent;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        for (ActorPath current = this; ; current = current.Parent)
        {
            hash.Add(current.Name);
            if (current.Depth == 0)
            {
                hash.Add(Address);
                return hash.ToHashCode();
            }
        }
    }

    /// <inheritdoc/>
    public int CompareTo(ActorPath? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byAddress = Address.CompareTo(other.Address);
        if (byAddress != 0)
        {
            return byAddress;
        }

        for (int i = 0; i < Math.Min(Depth, other.Depth); i++)
        {
            int byName = string.CompareOrdinal(Elements[i], other.Elements[i]);
            if (byName != 0)
            {
                return byName;
            }
        }

        return Depth.CompareTo(other.Depth);
    }

    /// <summary>The names without the address: <c>/user/a</c>.</summary>
    public string ToStringWithoutAddress() => Join(string.Empty);

    /// <inheritdoc/>
    public override string ToString() => ToStringWithAddress();

    /// <summary>The address and the names.</summary>
    public string ToStringWithAddress() => Join(Address.ToString());

    /// <summary>The names behind another address, unless this path has a host of its own.</summary>
    public string ToStringWithAddress(Address address) => Join((Address.HasGlobalScope ? Address : address).ToString());

    /// <summary>The path with <c>#uid</c> when the uid is known.</summary>
    public string ToStringWithUid() => WithUidSuffix(ToStringWithAddress());

    /// <summary>The text that identifies an incarnation: the path with uid.</summary>
    public string ToSerializationFormat() => ToStringWithUid();

    /// <summary>The text that identifies an incarnation to somebody who knows the system by another address.</summary>
    public string ToSerializationFormatWithAddress(Address address) => WithUidSuffix(ToStringWithAddress(address));

    private string WithUidSuffix(string text) => Uid == ActorCell.UndefinedUid ? text : $"{text}#{Uid}";

    private string Join(string prefix)
    {
        if (Depth == 0)
        {
            return prefix + (Name.StartsWith('/') ? Name : "/" + Name);
        }

        StringBuilder text = new(prefix);
        foreach (string element in Elements)
        {
            text.Append('/').Append(element);
        }

        return text.ToString();
    }
}
