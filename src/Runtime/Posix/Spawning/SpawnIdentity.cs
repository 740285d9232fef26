using System.Globalization;

namespace Supervision.Posix;

/// <summary>Whom a child becomes, in numbers; null members are left as they are.</summary>
internal sealed record SpawnIdentity(uint? Uid, uint? Gid, uint[]? Groups)
{
    /// <summary>The identity that a request names; both null when it names none, or names us.</summary>
    internal static (SpawnIdentity? Identity, SpawnFailure? Failure) Of(SpawnRequest request)
    {
        var (userName, groupName) = Split(request);
        if (userName is null && groupName is null && request.SupplementaryGroups is null)
            return (null, null);

        Accounts.User? user = null;
        if (userName is not null)
        {
            user = Accounts.FindUser(userName, out var error);
            if (user is null)
                return (null, Unknown(SpawnStep.User, "user", userName, error));
        }

        var gid = user?.Gid;
        if (groupName is not null)
        {
            gid = Accounts.FindGroup(groupName, out var error);
            if (gid is null)
                return (null, Unknown(SpawnStep.Groups, "group", groupName, error));
        }

        if (user is { } someone && gid is null)
        {
            return (null, new SpawnFailure(
                SpawnStep.Groups, Interop.ENOENT, $"user {someone.Uid} has no account and so no group: write '{someone.Uid}:GROUP', or set the group"));
        }

        var (groups, unknown) = Supplementary(request, user, gid);
        if (unknown is not null)
            return (null, unknown);
        var already = Interop.Geteuid() != 0 && (user is null || user.Value.Uid == Interop.Geteuid()) && (gid is null || gid == Interop.Getegid());
        return already && request.SupplementaryGroups is null ? (null, null) : (new SpawnIdentity(user?.Uid, gid, groups), null);
    }

    private static (string? User, string? Group) Split(SpawnRequest request)
    {
        if (request.User is not { } user)
            return (null, request.Group);
        var colon = user.IndexOf(':');
        return colon < 0 ? (user, request.Group) : (user[..colon], request.Group ?? user[(colon + 1)..]);
    }

    private static (uint[]? Groups, SpawnFailure? Failure) Supplementary(SpawnRequest request, Accounts.User? user, uint? gid)
    {
        if (request.SupplementaryGroups is not { } names)
        {
            return (user is not { } someone ? null
                : someone.Name is { } account ? Accounts.GroupsOf(account, gid!.Value)
                : [gid!.Value], null);
        }

        var groups = new uint[names.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            if (Accounts.FindGroup(names[i], out var error) is not { } found)
                return (null, Unknown(SpawnStep.Groups, "group", names[i], error));
            groups[i] = found;
        }

        return (groups, null);
    }

    private static SpawnFailure Unknown(SpawnStep step, string what, string name, int error) => error == 0
        ? new(step, Interop.ENOENT, string.Create(CultureInfo.InvariantCulture, $"there is no {what} '{name}' on this system"))
        : new(step, error, $"the {what} '{name}' could not be looked up: {Interop.ErrorText(error)}");
}
