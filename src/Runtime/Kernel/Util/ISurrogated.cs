using Supervision.Actor;

namespace Supervision.Util;

/// <summary>What stands for an object where it is serialized. This kernel serializes nothing; programs that can be may implement it.</summary>
public interface ISurrogate
{
    /// <summary>Makes the object again.</summary>
    /// <param name="system">The system.</param>
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>An object that something else stands for where it is serialized. This kernel serializes nothing.</summary>
public interface ISurrogated
{
    /// <summary>Makes what stands for it.</summary>
    /// <param name="system">The system.</param>
    /// <exception cref="NotSupportedException">Always, unless the type says otherwise: there is no serialization here.</exception>
    ISurrogate ToSurrogate(ActorSystem system) =>
        throw new NotSupportedException($"{GetType()} has no surrogate: this kernel does not serialize (docs/reference/kernel.md).");
}
