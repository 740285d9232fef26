namespace Supervision.Event;

/// <summary>The <see cref="LogEvent.LogClass"/> of log sources that are only a name.</summary>
public class DummyClassForStringSources
{
}
