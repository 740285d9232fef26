using System.Reflection;
using System.Text;

namespace Supervision.Contracts.Tests;

/// <summary>Writes what an assembly shows to others as text, one line per type and member, in a stable order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Header(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var parents = new[] { type.BaseType }
            .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)
                && parent != typeof(MulticastDelegate))
            .Select(parent => Name(parent!))
            .Concat(type.GetInterfaces().Where(face => face.IsVisible).Select(Name).Order(StringComparer.Ordinal))
            .ToArray();
        return $"{kind} {type.Namespace}.{Name(type)}{(parents.Length == 0 || type.IsEnum ? "" : " : " + string.Join(", ", parents))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        }

        var fields = type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
            .Select(field => $"{Static(field.IsStatic)}field {Name(field.FieldType)} {field.Name}");
        var properties = type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible)).Select(Describe);
        var events = type.GetEvents(Declared).Where(item => item.AddMethod is { } add && IsVisible(add))
            .Select(item => $"event {Name(item.EventHandlerType!)} {item.Name}");
        var constructors = type.GetConstructors(Declared).Where(constructor => IsVisible(constructor) && !constructor.IsStatic)
            .Select(constructor => $"{Protected(constructor)}new({Parameters(constructor)})");
        var methods = type.GetMethods(Declared)
            .Where(method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                && !method.Name.Contains('<') && !method.Name.Contains('$'))
            .Select(Describe);
        return fields.Concat(properties).Concat(events).Concat(constructors).Concat(methods);
    }

    private static string Describe(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsVisible).ToArray();
        var get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        var set = property.SetMethod is { } setter && IsVisible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? "init; " : "set; "
            : "";
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        return $"{Protected(accessors[0])}{Static(accessors[0].IsStatic)}{Name(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string Describe(MethodInfo method)
    {
        var kind = method is { IsAbstract: true } ? "abstract "
            : method is { IsVirtual: true, IsFinal: false } ? method.GetBaseDefinition() == method ? "virtual " : "override "
            : "";
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        return $"{Protected(method)}{Static(method.IsStatic)}{(method.DeclaringType!.IsInterface ? "" : kind)}"
            + $"{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var by = parameter.IsOut ? "out " : type.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        return $"{many}{by}{Name(type.IsByRef ? type.GetElementType()! : type)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Value(parameter.RawDefaultValue) : "")}";
    }

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (type.IsPointer)
        {
            return Name(type.GetElementType()!) + "*";
        }

        var outer = type.IsNested ? Name(type.DeclaringType!) + "." : "";
        var name = type.Name.Split('`')[0];
        var own = type.GetGenericArguments().Skip(type.IsNested ? type.DeclaringType!.GetGenericArguments().Length : 0).ToArray();
        return outer + name + (own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(Name))}>");
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Protected(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Static(bool isStatic) => isStatic ? "static " : "";
}
