using System.Globalization;
using Supervision.Actors.Handover;
using Supervision.Posix;

namespace Supervision.Entrypoint.Daemon;

/// <summary>What an earlier image of this process left to this one.</summary>
/// <param name="State">The tree; null where there is none, or where it cannot be used.</param>
/// <param name="Problem">Why it cannot be used; null otherwise.</param>
internal sealed record Predecessor(TreeState? State, string? Problem)
{
    /// <summary>The variable with the descriptor of the state and, behind a colon, our process id. Nobody else sees it.</summary>
    public const string Variable = "SUPERVISION_HANDOVER";

    /// <summary>The listening socket, and behind a blank its address.</summary>
    public const string Health = "health";

    /// <summary>The file that goes with the process.</summary>
    public const string Written = "written";

    /// <summary>Takes what was left; to be called before anything is started.</summary>
    public static Predecessor Take()
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        if (text is null)
            return new Predecessor(null, null);
        Environment.SetEnvironmentVariable(Variable, null);
        if (text.Split(':') is not [var number, var pid] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor)
            || pid != Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
        {
            // Somebody else's.
            return new Predecessor(null, null);
        }

        try
        {
            TreeState? state = TreeState.TryRead(InheritedFile.Take(descriptor), out string? problem);
            InheritedFile.Secure([.. state?.Descriptors ?? [], .. HealthSocketOf(state) is var (socket, _) ? [socket] : Array.Empty<int>()]);
            return new Predecessor(state, problem);
        }
        catch (IOException error)
        {
            return new Predecessor(null, error.Message);
        }
    }

    /// <summary>The listening socket for an address; null where there is none. One for another address is closed.</summary>
    public int? HealthSocket(string? address)
    {
        if (HealthSocketOf(State) is not var (socket, at))
            return null;
        if (at == address)
            return socket;
        InheritedFile.Close(socket);
        return null;
    }

    private static (int Socket, string Address)? HealthSocketOf(TreeState? state) =>
        state?.Host.GetValueOrDefault(Health)?.Split(' ', 2) is [var number, var address]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int socket)
            ? (socket, address)
            : null;
}
