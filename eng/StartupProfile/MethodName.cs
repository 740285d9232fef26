using System.Collections.Immutable;

namespace Supervision.StartupProfile;

/// <summary>
/// A method as the just-in-time compiler prints it (<c>DOTNET_JitDisasmSummary=1</c>): <c>TYPE:NAME[arg,arg](kind,kind)</c>. Of the parameters only their
/// number is of use: their kinds are those of the machine.
/// </summary>
internal sealed record MethodName(TypeName Type, string Name, ImmutableArray<TypeName> Arguments, int Parameters)
{
    public static MethodName Parse(string text)
    {
        int colon = Colon(text);
        int list = text.LastIndexOf('(');
        if (colon < 0 || list < colon || !text.EndsWith(')'))
            throw new FormatException($"not TYPE:METHOD(PARAMETERS): {text}");
        string name = text[(colon + 1)..list];
        string parameters = text[(list + 1)..^1];
        ImmutableArray<TypeName> arguments = [];
        if (name.EndsWith(']'))
        {
            int open = TypeName.Opening(name);
            arguments = TypeName.ParseList(name[(open + 1)..^1]);
            name = name[..open];
        }

        return new MethodName(TypeName.Parse(text[..colon]), name, arguments, parameters.Length == 0 ? 0 : TypeName.ParseList(parameters).Length);
    }

    private static int Colon(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            if (text[i] == ':' && depth == 0)
                return i;
        }

        return -1;
    }
}
