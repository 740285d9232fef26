using System.Collections.Immutable;
using Supervision.Actors.Reload;

namespace Supervision.Control;

/// <summary>What came of a check, a dry run or a reload.</summary>
/// <param name="Status">Class of outcome.</param>
/// <param name="Problems">Errors and warnings.</param>
/// <param name="Difference">How what was loaded differs from what runs; empty where nothing could be loaded.</param>
/// <param name="Message">One line for people.</param>
public sealed record ConfigurationAnswer(
    ConfigurationStatus Status, ImmutableArray<ConfigurationProblem> Problems, SettingsDifference Difference, string Message);
