namespace Supervision.TestKit;

/// <summary>Marks a test class whose <c>Tell</c> without a sender does not use its test actor as the sender.</summary>
public interface INoImplicitSender
{
}
