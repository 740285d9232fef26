using System.Collections;

namespace Supervision.Posix;

/// <summary>Makes the list of NAME=value strings a child gets.</summary>
internal static class ChildEnvironment
{
    internal static List<string> Build(SpawnRequest request)
    {
        var list = new List<string>();
        // First, so that whoever looks for it in /proc/pid/environ finds it in the first page.
        if (request.Mark is { } mark)
            list.Add($"{SpawnRequest.MarkVariable}={mark}");

        if (request.Environment is { } given)
        {
            foreach (var (name, value) in given)
                Add(list, request, name, value);
        }
        else
        {
            foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
                Add(list, request, (string)entry.Key, (string?)entry.Value ?? "");
        }

        return list;
    }

    /// <summary>The PATH that a program is searched in: the request's, else ours, else the usual one.</summary>
    internal static string SearchPath(SpawnRequest request) =>
        request.Environment is { } given && given.TryGetValue("PATH", out var path)
            ? path
            : Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin";

    private static void Add(List<string> list, SpawnRequest request, string name, string value)
    {
        // Our own mark, or another supervisor's that we inherited, must not shadow the one given.
        if (request.Mark is null || name != SpawnRequest.MarkVariable)
            list.Add($"{name}={value}");
    }
}
