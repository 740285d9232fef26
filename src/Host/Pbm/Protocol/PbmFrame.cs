using System.Collections.Immutable;

namespace Supervision.Pbm.Protocol;

/// <summary>What client and server say to each other; a closed set.</summary>
internal abstract record PbmFrame
{
    private PbmFrame()
    {
    }

    /// <summary>Server, first of all.</summary>
    /// <param name="Oldest">Oldest version that it speaks.</param>
    /// <param name="Newest">Newest version that it speaks.</param>
    /// <param name="Nonce">What a proof is made from.</param>
    /// <param name="TokenNeeded">Whether hello needs a proof.</param>
    /// <param name="Server">Product and version.</param>
    internal sealed record Greeting(int Oldest, int Newest, ImmutableArray<byte> Nonce, bool TokenNeeded, string Server) : PbmFrame;

    /// <summary>Client, in answer.</summary>
    /// <param name="Version">The version that it chose.</param>
    /// <param name="Client">Product and version.</param>
    /// <param name="Proof">That it knows the token; empty without.</param>
    internal sealed record Hello(int Version, string Client, ImmutableArray<byte> Proof) : PbmFrame;

    /// <summary>Server: the client is in.</summary>
    /// <param name="Version">The version that is spoken from now on.</param>
    /// <param name="Host">Name of the machine.</param>
    /// <param name="Pid">Process id of the daemon.</param>
    internal sealed record Welcome(int Version, string Host, int Pid) : PbmFrame;

    /// <summary>Server: the client is not let in, or put out; the connection ends.</summary>
    /// <param name="Code">See <see cref="RefusalCodes"/>.</param>
    /// <param name="Message">One line.</param>
    internal sealed record Refused(string Code, string Message) : PbmFrame;

    /// <summary>Client: what commands are there?</summary>
    internal sealed record GetPalettes(long Id) : PbmFrame;

    /// <summary>Server: these.</summary>
    internal sealed record Palettes(long Id, ImmutableArray<CommandPalette> All) : PbmFrame;

    /// <summary>Client: carry out a command.</summary>
    /// <param name="Id">Chosen by the client; not that of a command under way.</param>
    /// <param name="Text">The command as a line; null where the words are given.</param>
    /// <param name="Words">The command as words; empty where the line is given.</param>
    /// <param name="Json">JSON objects are wanted, not lines.</param>
    internal sealed record Execute(long Id, string? Text, ImmutableArray<string> Words, bool Json) : PbmFrame;

    /// <summary>Client: end a command.</summary>
    internal sealed record Cancel(long Id) : PbmFrame;

    /// <summary>Client: which values may an argument have?</summary>
    internal sealed record Complete(long Id, string Palette, string Command, string Argument, string Prefix) : PbmFrame;

    /// <summary>Server: these, among others.</summary>
    internal sealed record Completions(long Id, ImmutableArray<string> Values) : PbmFrame;

    /// <summary>Client: are you there?</summary>
    internal sealed record Ping(long Id) : PbmFrame;

    /// <summary>Server: yes.</summary>
    internal sealed record Pong(long Id) : PbmFrame;

    /// <summary>Server: lines of a command's answer.</summary>
    internal sealed record Lines(long Id, ImmutableArray<string> Texts) : PbmFrame;

    /// <summary>Server: one JSON object of a command's answer.</summary>
    internal sealed record Row(long Id, string Json) : PbmFrame;

    /// <summary>Server: what went wrong in a command, one line; more may follow.</summary>
    internal sealed record Problem(long Id, string Message) : PbmFrame;

    /// <summary>Server: the command has ended.</summary>
    /// <param name="Id">The command's.</param>
    /// <param name="Code">What it exits with, 0 to 255.</param>
    internal sealed record End(long Id, int Code) : PbmFrame;

    /// <summary>A frame of a kind that this code does not know.</summary>
    internal sealed record Unknown(string Type) : PbmFrame;
}
