using System.Globalization;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Replaces <c>%(instance)</c> by the index of the instance; any other <c>%(...)</c> belongs to the program and stays.</summary>
internal readonly struct InstanceText(int index)
{
    public const string Placeholder = "%(instance)";

    public string Index { get; } = index.ToString(CultureInfo.InvariantCulture);

    public string Apply(string text) => text.Replace(Placeholder, Index, StringComparison.Ordinal);
}
