namespace Supervision.Actor;

/// <summary>Something that exists once per system.</summary>
public interface IExtension
{
}
