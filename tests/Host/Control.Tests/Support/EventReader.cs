namespace Supervision.Control.Tests.Support;

/// <summary>Reads server-sent events as a browser does.</summary>
internal sealed class EventReader(Stream stream) : IDisposable
{
    private readonly StreamReader _reader = new(stream);

    public void Dispose() => _reader.Dispose();

    /// <summary>The next event; null at the end of the stream. Comments are passed over.</summary>
    public async Task<(string? Id, string Name, string Data)?> NextAsync(CancellationToken cancellation)
    {
        string? id = null;
        var name = "message";
        var data = new List<string>();
        while (await _reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Count > 0)
                {
                    return (id, name, string.Join('\n', data));
                }

                continue;
            }

            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            switch (line[..colon])
            {
                case "id": id = line[(colon + 2)..]; break;
                case "event": name = line[(colon + 2)..]; break;
                case "data": data.Add(line[(colon + 2)..]); break;
            }
        }

        return null;
    }
}
