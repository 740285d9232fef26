using System.Globalization;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Logs;

/// <summary>The part that sets files aside: PATH becomes PATH.1, PATH.1 becomes PATH.2, and so on; beyond the count they are deleted.</summary>
internal sealed partial class LogFile
{
    private static readonly TimeSpan _rotateAgainAfter = TimeSpan.FromSeconds(30);

    private readonly List<OldLogFile> _compressing = [];
    private long? _rotationFailedAt;

    private void Rotate()
    {
        if (_rotationFailedAt is { } failed && time.GetElapsedTime(failed) < _rotateAgainAfter)
            return;
        if (rotation.Keep == 0)
        {
            _file?.Truncate();
            return;
        }

        Close();
        try
        {
            Shift();
            RotationProblem = null;
            _rotationFailedAt = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            RotationProblem = $"it cannot be set aside: {FileProblem.Of(error, path)}";
            _rotationFailedAt = time.GetTimestamp();
        }

        _file = Posix.OutputFile.TryOpen(path, out var problem);
        if (problem is not null)
            Fail(problem);
    }

    private void Shift()
    {
        Delete(Name(rotation.Keep));
        Delete(Compressed(rotation.Keep));
        for (var i = rotation.Keep - 1; i >= 1; i--)
        {
            Move(Name(i), Name(i + 1));
            Move(Compressed(i), Compressed(i + 1));
        }

        // What is being compressed moves on, too; the end of it goes by the number.
        foreach (var old in _compressing)
            old.Number++;
        Move(path, Name(1));
        if (!rotation.Compress)
            return;
        var newest = new OldLogFile(path) { Number = 1 };
        _compressing.Add(newest);
        LogCompressor.Enqueue(newest, OnCompressed, () =>
        {
            lock (gate)
                return new FileStream(Name(newest.Number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        });
    }

    private void OnCompressed(OldLogFile old, string? temporary)
    {
        lock (gate)
        {
            _compressing.Remove(old);
            if (temporary is null)
                return;
            if (old.Number > rotation.Keep)
            {
                Delete(temporary);
                return;
            }

            Move(temporary, Compressed(old.Number));
            Delete(Name(old.Number));
        }
    }

    private string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");

    private string Compressed(int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}.gz");

    // A missing file was moved or deleted by somebody else, which is none of our business.
    private static void Move(string from, string to)
    {
        try
        {
            if (File.Exists(from))
                File.Move(from, to, overwrite: true);
        }
        catch (FileNotFoundException)
        {
        }
    }

    private static void Delete(string name)
    {
        if (File.Exists(name))
            File.Delete(name);
    }

    private DateTimeOffset NextTurn(DateTimeOffset after)
    {
        var local = TimeZoneInfo.ConvertTime(after, time.LocalTimeZone).DateTime;
        DateTime? next = rotation.Every switch
        {
            LogPeriod.Hourly => local.Date.AddHours(local.Hour + 1),
            LogPeriod.Daily => local.Date.AddDays(1),
            LogPeriod.Weekly => local.Date.AddDays(7 - ((int)local.DayOfWeek + 6) % 7),
            _ => null,
        };
        if (next is not { } turn)
            return DateTimeOffset.MaxValue;
        // A turn that summer time leaves out happens when the clock goes on.
        while (time.LocalTimeZone.IsInvalidTime(turn))
            turn = turn.AddMinutes(30);
        return new DateTimeOffset(turn, time.LocalTimeZone.GetUtcOffset(turn));
    }
}
