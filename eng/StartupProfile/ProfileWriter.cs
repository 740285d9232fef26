using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Supervision.StartupProfile;

// Overview. crossgen2 reads a profile (.mibc) as an assembly with a global method AssemblyDictionary, which names groups; the body of a group's method
// names one method after another: `ldtoken METHOD; pop`. Nothing of it ever runs. A generic method is named with its instantiation; shared code has
// System.__Canon of the assembly System.Private.Canon, which exists nowhere else, in the place of every reference type.

/// <summary>Writes a profile that names methods to compile ahead.</summary>
internal sealed class ProfileWriter(Library library)
{
    private readonly MetadataBuilder _metadata = new();
    private readonly Dictionary<string, AssemblyReferenceHandle> _assemblies = [];
    private readonly Dictionary<(string Assembly, string Name), EntityHandle> _types = [];
    private readonly InstructionEncoder _group = new(new BlobBuilder());

    /// <summary>Adds every method that the name fits.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Add(MethodName name)
    {
        bool found = false;
        foreach ((MetadataReader reader, TypeDefinitionHandle type) in library.Find(name.Type.Name))
        {
            foreach (MethodDefinitionHandle handle in reader.GetTypeDefinition(type).GetMethods())
            {
                MethodDefinition method = reader.GetMethodDefinition(handle);
                if (reader.GetString(method.Name) != name.Name || method.GetGenericParameters().Count != name.Arguments.Length || method.RelativeVirtualAddress == 0)
                    continue;
                MethodSignature<Action<SignatureTypeEncoder>> signature = method.DecodeSignature(new SignatureCopy(this), null);
                if (signature.ParameterTypes.Length != name.Parameters)
                    continue;
                found |= Add(name, reader, type, signature);
            }
        }

        return found;
    }

    private bool Add(MethodName name, MetadataReader reader, TypeDefinitionHandle type, MethodSignature<Action<SignatureTypeEncoder>> signature)
    {
        EntityHandle owner = Reference(reader, type);
        if (name.Type.Arguments.Length > 0)
        {
            var blob = new BlobBuilder();
            if (!EncodeGeneric(owner, IsValueType(reader, type), name.Type, new BlobEncoder(blob).TypeSpecificationSignature()))
                return false;
            owner = _metadata.AddTypeSpecification(_metadata.GetOrAddBlob(blob));
        }

        var method = new BlobBuilder();
        new BlobEncoder(method).MethodSignature(genericParameterCount: name.Arguments.Length, isInstanceMethod: signature.Header.IsInstance)
            .Parameters(signature.ParameterTypes.Length, type => Write(signature.ReturnType, type.Type()), parameters =>
            {
                foreach (Action<SignatureTypeEncoder> parameter in signature.ParameterTypes)
                    Write(parameter, parameters.AddParameter().Type());
            });
        EntityHandle token = _metadata.AddMemberReference(owner, _metadata.GetOrAddString(name.Name), _metadata.GetOrAddBlob(method));
        if (name.Arguments.Length > 0)
        {
            var blob = new BlobBuilder();
            GenericTypeArgumentsEncoder arguments = new BlobEncoder(blob).MethodSpecificationSignature(name.Arguments.Length);
            foreach (TypeName argument in name.Arguments)
            {
                if (!Encode(argument, arguments.AddArgument()))
                    return false;
            }

            token = _metadata.AddMethodSpecification(token, _metadata.GetOrAddBlob(blob));
        }

        _group.OpCode(ILOpCode.Ldtoken);
        _group.Token(token);
        _group.OpCode(ILOpCode.Pop);
        return true;
    }

    private static void Write(Action<SignatureTypeEncoder> write, SignatureTypeEncoder encoder) => write(encoder);

    private bool Encode(TypeName name, SignatureTypeEncoder encoder)
    {
        if (name.IsArray)
            return Encode(name with { IsArray = false }, encoder.SZArray());
        if (Primitive(name.Name) is { } primitive)
        {
            encoder.PrimitiveType(primitive);
            return true;
        }

        if (name.Name == "System.__Canon")
        {
            encoder.Type(Reference("System.Private.Canon", default, "System", "__Canon"), isValueType: false);
            return true;
        }

        if (library.Find(name.Name) is not [(MetadataReader reader, TypeDefinitionHandle handle), ..])
            return false;
        EntityHandle type = Reference(reader, handle);
        bool isValue = IsValueType(reader, handle);
        if (name.Arguments.Length == 0)
        {
            encoder.Type(type, isValue);
            return true;
        }

        return EncodeGeneric(type, isValue, name, encoder);
    }

    private bool EncodeGeneric(EntityHandle type, bool isValue, TypeName name, SignatureTypeEncoder encoder)
    {
        GenericTypeArgumentsEncoder arguments = encoder.GenericInstantiation(type, name.Arguments.Length, isValue);
        return name.Arguments.All(argument => Encode(argument, arguments.AddArgument()));
    }

    private static PrimitiveTypeCode? Primitive(string name) => name switch
    {
        "bool" => PrimitiveTypeCode.Boolean,
        "char" => PrimitiveTypeCode.Char,
        "byte" => PrimitiveTypeCode.SByte,
        "ubyte" => PrimitiveTypeCode.Byte,
        "short" => PrimitiveTypeCode.Int16,
        "ushort" => PrimitiveTypeCode.UInt16,
        "int" => PrimitiveTypeCode.Int32,
        "uint" => PrimitiveTypeCode.UInt32,
        "long" => PrimitiveTypeCode.Int64,
        "ulong" => PrimitiveTypeCode.UInt64,
        "float" => PrimitiveTypeCode.Single,
        "double" => PrimitiveTypeCode.Double,
        "nint" => PrimitiveTypeCode.IntPtr,
        "nuint" => PrimitiveTypeCode.UIntPtr,
        _ => null,
    };

    private static bool IsValueType(MetadataReader reader, TypeDefinitionHandle handle)
    {
        EntityHandle parent = reader.GetTypeDefinition(handle).BaseType;
        if (parent.IsNil)
            return false;
        (StringHandle space, StringHandle name) = parent.Kind switch
        {
            HandleKind.TypeReference => (reader.GetTypeReference((TypeReferenceHandle)parent).Namespace, reader.GetTypeReference((TypeReferenceHandle)parent).Name),
            HandleKind.TypeDefinition => (reader.GetTypeDefinition((TypeDefinitionHandle)parent).Namespace, reader.GetTypeDefinition((TypeDefinitionHandle)parent).Name),
            _ => default,
        };
        if (name.IsNil || reader.GetString(space) != "System" || reader.GetString(name) is not ("ValueType" or "Enum"))
            return false;
        return Library.FullName(reader, handle) != "System.Enum";
    }

    /// <summary>The reference to a type that an assembly of the library defines.</summary>
    public EntityHandle Reference(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        EntityHandle outer = type.GetDeclaringType().IsNil ? default : Reference(reader, type.GetDeclaringType());
        return Reference(reader.GetString(reader.GetAssemblyDefinition().Name), outer, reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    /// <summary>The reference to a type that an assembly of the library itself only refers to.</summary>
    public EntityHandle Reference(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        EntityHandle outer = type.ResolutionScope.Kind == HandleKind.TypeReference ? Reference(reader, (TypeReferenceHandle)type.ResolutionScope) : default;
        return Reference(Assembly(reader, handle), outer, reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    private static string Assembly(MetadataReader reader, TypeReferenceHandle handle)
    {
        EntityHandle scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind == HandleKind.TypeReference
            ? Assembly(reader, (TypeReferenceHandle)scope)
            : reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name);
    }

    private EntityHandle Reference(string assembly, EntityHandle outer, string space, string name)
    {
        (string, string) key = (assembly, $"{outer.GetHashCode()}/{space}.{name}");
        if (_types.TryGetValue(key, out EntityHandle known))
            return known;
        if (outer.IsNil && !_assemblies.ContainsKey(assembly))
            _assemblies.Add(assembly, _metadata.AddAssemblyReference(_metadata.GetOrAddString(assembly), new Version(0, 0, 0, 0), default, default, default, default));
        EntityHandle scope = outer.IsNil ? _assemblies[assembly] : outer;
        EntityHandle added = _metadata.AddTypeReference(scope, _metadata.GetOrAddString(space), _metadata.GetOrAddString(name));
        _types.Add(key, added);
        return added;
    }

    /// <summary>Writes the profile.</summary>
    public void Save(string path)
    {
        _group.OpCode(ILOpCode.Ret);
        var bodies = new BlobBuilder();
        var encoder = new MethodBodyStreamEncoder(bodies);
        MethodDefinitionHandle group = Global("Startup", encoder.AddMethodBody(_group));
        var dictionary = new InstructionEncoder(new BlobBuilder());
        dictionary.LoadString(_metadata.GetOrAddUserString("System.Private.CoreLib"));
        dictionary.OpCode(ILOpCode.Ldtoken);
        dictionary.Token(group);
        dictionary.OpCode(ILOpCode.Pop);
        dictionary.OpCode(ILOpCode.Ret);
        Global("AssemblyDictionary", encoder.AddMethodBody(dictionary));
        _metadata.AddTypeDefinition(default, default, _metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        _metadata.AddModule(0, _metadata.GetOrAddString(Path.GetFileName(path)), default, default, default);
        _metadata.AddAssembly(_metadata.GetOrAddString("startup"), new Version(0, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        var image = new BlobBuilder();
        new ManagedPEBuilder(new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll), new MetadataRootBuilder(_metadata), bodies).Serialize(image);
        using FileStream file = File.Create(path);
        image.WriteContentTo(file);
    }

    private MethodDefinitionHandle Global(string name, int body)
    {
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, type => type.Void(), _ => { });
        return _metadata.AddMethodDefinition(
            MethodAttributes.Public | MethodAttributes.Static, MethodImplAttributes.IL, _metadata.GetOrAddString(name), _metadata.GetOrAddBlob(signature), body, default);
    }
}
