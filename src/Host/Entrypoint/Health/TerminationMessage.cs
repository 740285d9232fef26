using System.Text;

namespace Supervision.Entrypoint.Health;

/// <summary>The file in which Kubernetes looks for the reason of an end.</summary>
internal static class TerminationMessage
{
    private const string KubernetesPath = "/dev/termination-log";

    // What Kubernetes shows of it.
    private const int MostBytes = 4096;

    /// <summary>Writes the reason, where there is a file for it. A failure changes nothing.</summary>
    /// <param name="path">The setting: null is Kubernetes' own file, where it exists and this is process 1; empty is none.</param>
    /// <param name="reason">Why the end is an error.</param>
    public static void Write(string? path, string reason)
    {
        if (path is null && (Environment.ProcessId != 1 || !File.Exists(KubernetesPath)))
            return;
        if (path == "")
            return;
        byte[] bytes = Encoding.UTF8.GetBytes(reason);
        try
        {
            using var file = new FileStream(path ?? KubernetesPath, FileMode.Create, FileAccess.Write);
            file.Write(bytes.AsSpan(0, Math.Min(bytes.Length, MostBytes)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // The log has the reason as well.
        }
    }
}
