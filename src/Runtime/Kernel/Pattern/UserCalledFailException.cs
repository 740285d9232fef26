using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>The cause of a failure that was counted with <see cref="CircuitBreaker.Fail"/>.</summary>
public class UserCalledFailException : AkkaException
{
    /// <summary>Says so.</summary>
    public UserCalledFailException()
        : base("A failure was counted by hand.")
    {
    }
}
