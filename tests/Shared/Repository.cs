using System.Reflection;

namespace Supervision.Tests.Shared;

/// <summary>Where the checkout under test lies, for tests that read shipped files or start built programs.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "RepositoryRoot").Value!;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The output folder of another project of this checkout, built in this test's own configuration.</summary>
    public static string OutputOf(string project)
    {
        // artifacts/bin/{this test project}/{configuration}/ -> artifacts/bin/{project}/{configuration}/
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name);
    }
}
