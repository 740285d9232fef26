using System.Collections.Immutable;

namespace Supervision.Entrypoint.CommandLine;

/// <summary>What a command line asks for; a closed set.</summary>
internal abstract record CliInvocation
{
    private CliInvocation()
    {
    }

    /// <summary>Print help on a command.</summary>
    internal sealed record Help(CliCommand Command) : CliInvocation;

    /// <summary>Print the version.</summary>
    internal sealed record Version : CliInvocation;

    /// <summary>Print reference.conf.</summary>
    internal sealed record Reference : CliInvocation;

    /// <summary>Run the engines of some files.</summary>
    internal sealed record RunFiles(ImmutableArray<string> Files, CliOptions Options) : CliInvocation;

    /// <summary>Run one command, word for word.</summary>
    internal sealed record RunCommand(ImmutableArray<string> Command, CliOptions Options) : CliInvocation;

    /// <summary>Run the command of the environment.</summary>
    internal sealed record RunLaunchCommand(CliOptions Options) : CliInvocation;

    /// <summary>The command line is wrong.</summary>
    /// <param name="Message">One line without the program's name.</param>
    /// <param name="Command">The command whose help is of use.</param>
    internal sealed record UsageError(string Message, CliCommand Command) : CliInvocation;
}
