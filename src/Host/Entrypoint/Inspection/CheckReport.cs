using System.Text.Json;
using Supervision.Actors.Settings;

namespace Supervision.Entrypoint.Inspection;

/// <summary>What <c>check --json</c> prints. Names are stable; what has no value is left out.</summary>
/// <param name="Valid">Whether it could be run.</param>
/// <param name="Groups">How many groups would run; only where valid.</param>
/// <param name="Engines">How many engine instances would run; only where valid.</param>
/// <param name="Errors">All errors in the order of their places.</param>
/// <param name="Warnings">All warnings in the order of their places.</param>
internal sealed record CheckReport(
    bool Valid, int? Groups, int? Engines, IReadOnlyList<CheckReport.Finding> Errors, IReadOnlyList<CheckReport.Finding> Warnings)
{
    public static CheckReport Of(SettingsResult result) => new(
        result.Success,
        result.Settings?.Groups.Length,
        result.Settings?.Engines.Count(),
        [.. result.Errors.Select(Finding.Of)],
        [.. result.Warnings.Select(Finding.Of)]);

    public string ToJson() => ReadableJson.Of(writer => CheckJson.Write(writer, this));

    /// <summary>One error or warning.</summary>
    /// <param name="File">The source: a file's path, or what else wrote it.</param>
    /// <param name="Line">1-based; left out where the source has no lines.</param>
    /// <param name="Column">1-based; left out where the source has no lines.</param>
    /// <param name="Key">The setting's full path; left out where no single one is meant.</param>
    /// <param name="Message">What is wrong and what to do.</param>
    /// <param name="Hint">The word that was probably meant.</param>
    internal sealed record Finding(string File, int? Line, int? Column, string? Key, string Message, string? Hint)
    {
        public static Finding Of(SettingsDiagnostic one) => new(
            one.Origin.Source,
            one.Origin.Line > 0 ? one.Origin.Line : null,
            one.Origin.Line > 0 ? one.Origin.Column : null,
            one.Path.Length > 0 ? one.Path : null,
            one.Message,
            one.Hint);
    }
}

/// <summary>How a report is written.</summary>
[RecordJson(Writes = [typeof(CheckReport)], OmitNulls = true, Computed = true)]
internal static partial class CheckJson;
