using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Support;

/// <summary>Values of which every property that can be set is set to something that is not its default.</summary>
internal sealed class Filled
{
    private readonly HashSet<Type> _within = [];
    private readonly int _variant;
    private int _count;

    private Filled(int variant) => _variant = variant;

    /// <summary>A value of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="variant">Which of the types that stand for an abstract one.</param>
    public static object Of(Type type, int variant = 0) => new Filled(variant).Make(type, null);

    private object Make(Type type, object? unless)
    {
        _count++;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? $"text \u00e4 \u0001 {_count}"
            : type == typeof(bool) ? unless is not true
            : type == typeof(char) ? 'x'
            : type == typeof(double) ? _count + 0.1
            : type == typeof(TimeSpan) ? TimeSpan.FromTicks(_count * 123_456_789_012L)
            : type == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)).AddTicks(_count)
            : type == typeof(Uri) ? new Uri($"http://localhost/{_count}?q=%20")
            : type == typeof(byte[]) ? new byte[] { 1, 255, (byte)_count }
            : type == typeof(ExitStatus) ? ExitStatus.FromSignal(_count, coreDumped: true)
            : type == typeof(LogTarget) ? LogTarget.File($"/log/{_count}")
            : type == typeof(StatusSet) ? StatusSet.Parse("200,404-410")!
            : type.IsEnum ? Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(one => Enum.ToObject(type, one)).Last(one => !one.Equals(unless))
            : type.IsPrimitive ? Convert.ChangeType(1000 + _count, type)
            : type.IsAssignableTo(typeof(IEnumerable)) || type.IsArray ? Collection(type)
            : type.IsAbstract ? Make(type.GetCustomAttributes<JsonDerivedTypeAttribute>().ElementAt(_variant).DerivedType, null)
            : Object(type);
    }

    private object Object(Type type)
    {
        _within.Add(type);
        var constructor = type.GetConstructors().OrderBy(one => one.GetParameters().Length).LastOrDefault();
        var parameters = constructor?.GetParameters() ?? [];
        var value = constructor?.Invoke([.. parameters.Select(one => Make(one.ParameterType, null))]) ?? RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is { IsPublic: true } && parameters.All(one => one.Name != property.Name))
                property.SetValue(value, Make(property.PropertyType, property.GetValue(value)));
        }

        _within.Remove(type);
        return value;
    }

    private object Collection(Type type)
    {
        var arguments = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        var items = _within.Contains(arguments[^1]) ? [] : Enumerable.Range(0, 2).Select(_ => Make(arguments[^1], null)).ToArray();
        var typed = Array.CreateInstance(arguments[^1], items.Length);
        items.CopyTo(typed, 0);
        if (arguments.Length == 1)
        {
            return !type.Name.StartsWith("Immutable", StringComparison.Ordinal) ? typed
                : typeof(ImmutableArray).GetMethods().Single(one => one.Name == "Create" && one.ToString()!.EndsWith("Create[T](T[])", StringComparison.Ordinal))
                    .MakeGenericMethod(arguments).Invoke(null, [typed])!;
        }

        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        object? key = null;
        foreach (var item in items)
        {
            key = Make(arguments[0], key);
            map[key] = item;
        }

        return !type.Name.StartsWith("Immutable", StringComparison.Ordinal) ? map
            : typeof(ImmutableDictionary).Assembly.GetType($"System.Collections.Immutable.{type.Name.Split('`')[0]}")!
                .GetMethods().Single(one => one.Name == "CreateRange" && one.GetParameters().Length == 1)
                .MakeGenericMethod(arguments).Invoke(null, [map])!;
    }
}
