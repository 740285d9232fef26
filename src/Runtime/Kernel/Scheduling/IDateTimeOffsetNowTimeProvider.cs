namespace Supervision.Actor;

/// <summary>A time source whose <see cref="ITimeProvider.Now"/> is the wall clock.</summary>
public interface IDateTimeOffsetNowTimeProvider : ITimeProvider
{
}
