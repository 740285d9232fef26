namespace Supervision.Pbm.Cli;

/// <summary>Finds out whom a word means, and connects.</summary>
/// <param name="hosts">Names.</param>
/// <param name="arguments">Token file and time-out.</param>
/// <param name="variable">The environment.</param>
internal sealed class Connector(HostFile hosts, PbmArguments arguments, Func<string, string?> variable)
{
    private const string SystemSocket = "/run/supervision/pbm.sock";

    /// <summary>Whom the command line means, in order; several only where nobody was named, and then the first that answers is taken.</summary>
    /// <returns>The alternatives for each host, or one line that says what is wrong.</returns>
    public (IReadOnlyList<IReadOnlyList<KnownHost>>? Hosts, string Problem) Resolve()
    {
        IReadOnlyList<string> named = !arguments.Hosts.IsEmpty ? arguments.Hosts : variable("PBM_HOST") is { Length: > 0 } host ? [host] : [];
        if (named.Count == 0)
            return ([[.. Defaults()]], "");
        List<IReadOnlyList<KnownHost>> all = [];
        foreach (string name in named)
        {
            if ((hosts.Find(name) ?? (PbmAddress.Parse(name) is { } address ? new KnownHost(name, address) : null)) is not { } known)
                return (null, $"'{name}' is no host: expected HOST:PORT, the path of a socket, or a name from the file of hosts");
            all.Add([known]);
        }
        return (all, "");
    }

    /// <summary>Connects to the first that answers.</summary>
    /// <exception cref="PbmConnectException">None does.</exception>
    public async Task<PbmClient> ConnectAsync(IReadOnlyList<KnownHost> alternatives, CancellationToken cancellation)
    {
        bool isNamed = alternatives.Count == 1;
        foreach (KnownHost host in alternatives)
        {
            // A folder that may not be looked into is no reason to stop at a place that nobody named.
            if (!isNamed && host.Address.Path is { } path && !File.Exists(path))
                continue;
            try
            {
                var options = new PbmClientOptions { Token = Token(host), ConnectTimeout = arguments.Timeout, Product = PbmVersion.Line };
                return await PbmClient.ConnectAsync(host.Address, options, cancellation).ConfigureAwait(false);
            }
            catch (PbmConnectException error) when (error.Kind == PbmConnectFailure.Unreachable && !isNamed)
            {
                // The socket of a daemon that was killed may be left behind; the next place is as good.
            }
        }
        throw new PbmConnectException(
            PbmConnectFailure.Unreachable,
            $"no daemon answers at {string.Join(" or ", alternatives.Select(one => one.Name))}; is it running? --host or PBM_HOST names another place");
    }

    private IEnumerable<KnownHost> Defaults()
    {
        string? own = variable("XDG_RUNTIME_DIR") is { Length: > 0 } folder ? Path.Combine(folder, "supervision", "pbm.sock") : null;
        foreach (string path in new[] { SystemSocket, own }.OfType<string>())
            yield return new KnownHost(path, PbmAddress.Unix(path));
        yield return new KnownHost(PbmAddress.Default.ToString(), PbmAddress.Default);
    }

    private string? Token(KnownHost host)
    {
        if ((arguments.TokenFile ?? host.TokenFile) is not { } path)
            return variable("PBM_TOKEN");
        try
        {
            return File.ReadLines(path).FirstOrDefault()?.Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PbmConnectException(PbmConnectFailure.Unauthorised, $"cannot read the token file {path}: {FileProblem.Of(error)}", error);
        }
    }
}
