namespace Supervision.Entrypoint.CommandLine;

/// <summary>What a first word asks for.</summary>
internal enum CliCommand
{
    /// <summary>No word: a command after <c>--</c> or in <c>LAUNCH_COMMAND</c>.</summary>
    Root,

    /// <summary><c>run FILE…</c></summary>
    Run,

    /// <summary><c>check FILE…</c></summary>
    Check,

    /// <summary><c>config FILE…</c></summary>
    Config,

    /// <summary><c>diff OLD NEW</c></summary>
    Diff,

    /// <summary><c>reference</c></summary>
    Reference,

    /// <summary><c>preset [NAME]</c></summary>
    Preset,

    /// <summary><c>gpu</c></summary>
    Gpu,

    /// <summary><c>events FILE…</c></summary>
    Events,

    /// <summary><c>probe live|ready|startup</c></summary>
    Probe,

    /// <summary><c>completion SHELL</c></summary>
    Completion,
}
