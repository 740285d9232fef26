namespace Supervision.Hosting;

/// <summary>Where the exit code of a host goes whose tree gave up: the process's, which a Main without a result returns.</summary>
internal class ExitCodeSink
{
    public virtual void Set(int code) => Environment.ExitCode = code;
}
