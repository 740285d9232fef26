using System.Diagnostics.CodeAnalysis;

namespace Supervision.Pattern;

/// <summary>When a backoff supervisor forgets the restarts so far.</summary>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "The API of Akka.NET.")]
public interface IBackoffReset
{
}
