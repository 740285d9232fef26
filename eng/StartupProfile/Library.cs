using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Supervision.StartupProfile;

/// <summary>The assemblies that will be compiled, with their types by name.</summary>
internal sealed class Library : IDisposable
{
    private readonly List<PEReader> _open = [];
    private readonly Dictionary<string, List<(MetadataReader, TypeDefinitionHandle)>> _types = [];

    public Library(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            var image = new PEReader(File.OpenRead(file));
            _open.Add(image);
            if (!image.HasMetadata)
                continue;
            MetadataReader reader = image.GetMetadataReader();
            foreach (TypeDefinitionHandle type in reader.TypeDefinitions)
            {
                string name = FullName(reader, type);
                if (!_types.TryGetValue(name, out List<(MetadataReader, TypeDefinitionHandle)>? named))
                    _types.Add(name, named = []);
                named.Add((reader, type));
            }
        }
    }

    /// <summary>The types of a name: sources that several assemblies share make several.</summary>
    public IReadOnlyList<(MetadataReader Reader, TypeDefinitionHandle Type)> Find(string name) =>
        _types.TryGetValue(name, out List<(MetadataReader, TypeDefinitionHandle)>? named) ? named : [];

    public static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
            return $"{FullName(reader, type.GetDeclaringType())}+{name}";
        return type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
    }

    public void Dispose()
    {
        foreach (PEReader image in _open)
            image.Dispose();
    }
}
