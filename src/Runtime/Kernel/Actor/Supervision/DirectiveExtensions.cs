namespace Supervision.Actor;

/// <summary>Notation for tables of directives.</summary>
public static class DirectiveExtensions
{
    /// <summary>Pairs a type of exception with what to do about it: <c>Directive.Restart.When&lt;IOException&gt;()</c>.</summary>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
