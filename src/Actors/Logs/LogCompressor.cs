using System.Collections.Concurrent;
using System.IO.Compression;

namespace Supervision.Actors.Logs;

// Overview
// Compression takes long and nobody waits for it: one thread of low priority for all files, started with the first. The file is opened
// before it is read, so that it may be renamed meanwhile; the result is written beside it and gets its name when it is whole. A failure
// leaves the uncompressed file as it is.

/// <summary>Compresses old log files, one after the other.</summary>
internal static class LogCompressor
{
    private static readonly BlockingCollection<Job> _jobs = [];
    private static readonly Lazy<bool> _started = new(Start);

    /// <param name="file">The file.</param>
    /// <param name="done">Called with the path of the compressed file, or null where that failed.</param>
    /// <param name="open">Opens it under the name that it has at that moment.</param>
    public static void Enqueue(OldLogFile file, Action<OldLogFile, string?> done, Func<FileStream> open)
    {
        _ = _started.Value;
        _jobs.Add(new Job(file, done, open));
    }

    private static bool Start()
    {
        new Thread(Run, 512 * 1024) { IsBackground = true, Name = "supervision-gzip", Priority = ThreadPriority.Lowest }.UnsafeStart();
        return true;
    }

    private static void Run()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            var temporary = $"{job.File.Path}.gz.part";
            try
            {
                Compress(job.Open, temporary);
                job.Done(job.File, temporary);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The disk is full, or somebody deleted the file: it stays, or is gone, uncompressed.
                Forget(temporary);
                job.Done(job.File, null);
            }
        }
    }

    private static void Compress(Func<FileStream> open, string to)
    {
        using var source = open();
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.Read, 1);
        using var gzip = new GZipStream(target, CompressionLevel.Optimal);
        source.CopyTo(gzip, 256 * 1024);
    }

    private static void Forget(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next compression of this log overwrites it.
        }
    }

    private sealed record Job(OldLogFile File, Action<OldLogFile, string?> Done, Func<FileStream> Open);
}
