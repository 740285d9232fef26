using System.Collections.Immutable;
using Supervision.Control.Health;

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

    /// <summary>Print a preset, or the list of them.</summary>
    internal sealed record Preset(string? Name) : CliInvocation;

    /// <summary>Run the engines of some files.</summary>
    internal sealed record RunFiles(ImmutableArray<string> Files, CliOptions Options) : CliInvocation;

    /// <summary>Run one command, word for word.</summary>
    internal sealed record RunCommand(ImmutableArray<string> Command, CliOptions Options) : CliInvocation;

    /// <summary>Run the command of the environment.</summary>
    internal sealed record RunLaunchCommand(CliOptions Options) : CliInvocation;

    /// <summary>Validate what would be run, and start nothing.</summary>
    /// <param name="Target">The run in question.</param>
    /// <param name="Json">One JSON object instead of text.</param>
    internal sealed record Check(CliInvocation Target, bool Json) : CliInvocation;

    /// <summary>Print the resolved configuration of what would be run.</summary>
    /// <param name="Target">The run in question.</param>
    /// <param name="Origins">A comment behind each value that says where it was written.</param>
    /// <param name="Json">JSON instead of HOCON.</param>
    internal sealed record Config(CliInvocation Target, bool Origins, bool Json) : CliInvocation;

    /// <summary>Print what a reload from one file to another would do.</summary>
    internal sealed record Diff(string Before, string After, CliOptions Options) : CliInvocation;

    /// <summary>Show the GPUs.</summary>
    /// <param name="Json">One JSON object instead of text.</param>
    internal sealed record Gpu(bool Json) : CliInvocation;

    /// <summary>Print the journals of daemons.</summary>
    /// <param name="Files">Their files, the oldest first.</param>
    /// <param name="Json">The records as they are instead of text.</param>
    internal sealed record Events(ImmutableArray<string> Files, bool Json) : CliInvocation;

    /// <summary>Ask a running daemon.</summary>
    /// <param name="Question">What.</param>
    /// <param name="Address">HOST:PORT; null for the one in the environment.</param>
    internal sealed record Probe(HealthQuestion Question, string? Address) : CliInvocation;

    /// <summary>Print the script that completes our words in a shell.</summary>
    /// <param name="Shell">bash, zsh or fish.</param>
    internal sealed record Completion(string Shell) : CliInvocation;

    /// <summary>The command line is wrong.</summary>
    /// <param name="Message">One line without the program's name.</param>
    /// <param name="Command">The command whose help is of use.</param>
    internal sealed record UsageError(string Message, CliCommand Command) : CliInvocation;
}
