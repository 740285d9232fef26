namespace Supervision.Actors.Settings;

/// <summary>What loading makes of the files that the daemon itself reads at its start: the token of pbm, certificate and key.</summary>
internal enum OwnFiles
{
    /// <summary>They are not looked at.</summary>
    Unseen,

    /// <summary>One that is there must be right; one that is not may be on the machine that will run this.</summary>
    Expected,

    /// <summary>All of them must be there and right.</summary>
    Required,
}
