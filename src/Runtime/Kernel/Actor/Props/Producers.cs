using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Supervision.Actor.Internal;

/// <summary>Makes actors by a delegate.</summary>
internal sealed class DelegateProducer<TActor>(Func<TActor> factory) : IIndirectActorProducer
    where TActor : ActorBase
{
    public Type ActorType => typeof(TActor);

    public ActorBase Produce() => factory();

    public void Release(ActorBase actor)
    {
    }
}

/// <summary>Makes actors with a public constructor without parameters.</summary>
internal sealed class DefaultProducer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TActor> : IIndirectActorProducer
    where TActor : ActorBase
{
    public Type ActorType => typeof(TActor);

    public ActorBase Produce() => Activator.CreateInstance<TActor>();

    public void Release(ActorBase actor)
    {
    }
}

/// <summary>Makes actors with the constructor that fits some arguments. The constructor is looked up once.</summary>
internal sealed class ConstructorProducer(
    [DynamicallyAccessedMembers(Props.ActorConstructors)] Type type,
    object?[] arguments) : IIndirectActorProducer
{
    // A field of its own: the annotation of a captured parameter does not reach the compiler's field.
    [DynamicallyAccessedMembers(Props.ActorConstructors)]
    private readonly Type _type = type;

    private ConstructorInvoker? _invoker;
    private object?[] _arguments = arguments;

    public Type ActorType => _type;

    public ActorBase Produce()
    {
        ConstructorInvoker invoker = _invoker ??= Find();
        return (ActorBase)invoker.Invoke(_arguments.AsSpan());
    }

    public void Release(ActorBase actor)
    {
    }

    private ConstructorInvoker Find()
    {
        foreach (ConstructorInfo constructor in _type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (Fit(constructor.GetParameters(), _arguments) is { } complete)
            {
                _arguments = complete;
                return ConstructorInvoker.Create(constructor);
            }
        }

        string wanted = string.Join(", ", _arguments.Select(static a => a?.GetType().ToString() ?? "null"));
        throw new MissingMethodException($"{_type} has no constructor for ({wanted})");
    }

    private static object?[]? Fit(ParameterInfo[] parameters, object?[] given)
    {
        if (given.Length > parameters.Length)
        {
            return null;
        }

        object?[] complete = new object?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            Type wanted = parameters[i].ParameterType;
            if (i >= given.Length)
            {
                if (!parameters[i].HasDefaultValue)
                {
                    return null;
                }

                complete[i] = parameters[i].DefaultValue;
            }
            else if (given[i] is null ? wanted.IsValueType && Nullable.GetUnderlyingType(wanted) is null : !wanted.IsInstanceOfType(given[i]))
            {
                return null;
            }
            else
            {
                complete[i] = given[i];
            }
        }

        return complete;
    }
}
