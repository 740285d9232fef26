namespace Supervision.Entrypoint.Standard;

/// <summary>Whose rules hold for a bare command.</summary>
internal enum LaunchForm
{
    /// <summary>Our own: <c>supervision -- COMMAND</c>, <c>LAUNCH_COMMAND</c>.</summary>
    Plain,

    /// <summary>Those of the extracted <c>supervisor-entrypoint.sh</c>.</summary>
    Entrypoint,

    /// <summary>Those of <c>standard-supervisor</c>.</summary>
    Standard,
}
