using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Supervision.StartupProfile;

/// <summary>Reads a signature of one assembly into what writes the same signature into the profile.</summary>
internal sealed class SignatureCopy(ProfileWriter profile) : ISignatureTypeProvider<Action<SignatureTypeEncoder>, object?>
{
    public Action<SignatureTypeEncoder> GetArrayType(Action<SignatureTypeEncoder> elementType, ArrayShape shape) =>
        type => type.Array(elementType, to => to.Shape(shape.Rank, shape.Sizes, shape.LowerBounds));

    public Action<SignatureTypeEncoder> GetByReferenceType(Action<SignatureTypeEncoder> elementType) => type =>
    {
        type.Builder.WriteByte((byte)SignatureTypeCode.ByReference);
        elementType(type);
    };

    public Action<SignatureTypeEncoder> GetFunctionPointerType(MethodSignature<Action<SignatureTypeEncoder>> signature) => type =>
    {
        type.Builder.WriteByte((byte)SignatureTypeCode.FunctionPointer);
        type.Builder.WriteByte(signature.Header.RawValue);
        type.Builder.WriteCompressedInteger(signature.ParameterTypes.Length);
        signature.ReturnType(type);
        foreach (Action<SignatureTypeEncoder> parameter in signature.ParameterTypes)
            parameter(type);
    };

    public Action<SignatureTypeEncoder> GetGenericInstantiation(Action<SignatureTypeEncoder> genericType, ImmutableArray<Action<SignatureTypeEncoder>> typeArguments) => type =>
    {
        type.Builder.WriteByte((byte)SignatureTypeCode.GenericTypeInstance);
        genericType(type);
        type.Builder.WriteCompressedInteger(typeArguments.Length);
        foreach (Action<SignatureTypeEncoder> argument in typeArguments)
            argument(type);
    };

    public Action<SignatureTypeEncoder> GetGenericMethodParameter(object? genericContext, int index) => type => type.GenericMethodTypeParameter(index);

    public Action<SignatureTypeEncoder> GetGenericTypeParameter(object? genericContext, int index) => type => type.GenericTypeParameter(index);

    public Action<SignatureTypeEncoder> GetModifiedType(Action<SignatureTypeEncoder> modifier, Action<SignatureTypeEncoder> unmodifiedType, bool isRequired) => type =>
    {
        // The modifier is CLASS or VALUETYPE and a token; here it is the token alone.
        var named = new BlobBuilder();
        modifier(new SignatureTypeEncoder(named));
        type.Builder.WriteByte((byte)(isRequired ? SignatureTypeCode.RequiredModifier : SignatureTypeCode.OptionalModifier));
        type.Builder.WriteBytes(named.ToArray(1, named.Count - 1));
        unmodifiedType(type);
    };

    public Action<SignatureTypeEncoder> GetPinnedType(Action<SignatureTypeEncoder> elementType) => elementType;

    public Action<SignatureTypeEncoder> GetPointerType(Action<SignatureTypeEncoder> elementType) => type => elementType(type.Pointer());

    public Action<SignatureTypeEncoder> GetPrimitiveType(PrimitiveTypeCode typeCode) => type => type.Builder.WriteByte((byte)typeCode);

    public Action<SignatureTypeEncoder> GetSZArrayType(Action<SignatureTypeEncoder> elementType) => type => elementType(type.SZArray());

    public Action<SignatureTypeEncoder> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        type => Named(type, profile.Reference(reader, handle), rawTypeKind);

    public Action<SignatureTypeEncoder> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        type => Named(type, profile.Reference(reader, handle), rawTypeKind);

    public Action<SignatureTypeEncoder> GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    private static void Named(SignatureTypeEncoder type, EntityHandle reference, byte kind)
    {
        // A modifier is read without its kind; its one byte is cut off again above.
        type.Builder.WriteByte(kind == 0 ? (byte)SignatureTypeKind.Class : kind);
        type.Builder.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(reference));
    }
}
