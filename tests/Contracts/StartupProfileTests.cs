using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Supervision.Contracts.Tests;

/// <summary>The tool that tells the compiler what the start of the published file needs.</summary>
public sealed class StartupProfileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("startup-profile");

    [Fact(Timeout = 60_000)]
    public async Task Profile_OfMethods_NamesThoseThatTheAssembliesHave()
    {
        var (code, output) = await RunAsync(
            """
            # a comment
            System.Collections.Generic.Dictionary`2[System.__Canon,System.Collections.Generic.KeyValuePair`2[int,System.__Canon]]:TryGetValue(System.__Canon,byref)
            System.Collections.Generic.Dictionary`2+ValueCollection[System.__Canon,System.TimeSpan]:get_Count()
            System.Array:IndexOf[System.__Canon](System.__Canon[],System.__Canon)
            System.String:Gone(int)
            No.Such.Type`1[int]:Run()
            """);

        Assert.Equal((0, "3 of 5 methods of methods are in these assemblies"), (code, output.Trim()));
        using var image = new PEReader(File.OpenRead(Profile));
        MetadataReader reader = image.GetMetadataReader();
        Assert.Contains("AssemblyDictionary", reader.MethodDefinitions.Select(method => reader.GetString(reader.GetMethodDefinition(method).Name)));
        Assert.Equal(
            ["IndexOf", "TryGetValue", "get_Count"],
            reader.MemberReferences.Select(member => reader.GetString(reader.GetMemberReference(member).Name)).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("System.Private.Canon", reader.AssemblyReferences.Select(assembly => reader.GetString(reader.GetAssemblyReference(assembly).Name)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Profile_OfWhatIsNoMethod_SaysSo()
    {
        var (code, output) = await RunAsync("System.String.Length");

        Assert.Equal(2, code);
        Assert.Contains("not TYPE:METHOD(PARAMETERS): System.String.Length", output);
        Assert.False(File.Exists(Profile));
    }

    [Fact]
    public void Methods_OfThePublishedFile_AreReadable()
    {
        string list = Repository.PathOf("src", "Host", "Entrypoint", "Startup.methods");

        Assert.All(File.ReadLines(list).Skip(1), line => Assert.Matches(@"^[^:]+:.+\(.*\)$", line));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Profile => Path.Combine(_folder.FullName, "startup.mibc");

    private async Task<(int Code, string Output)> RunAsync(string methods)
    {
        string list = Path.Combine(_folder.FullName, "methods");
        await File.WriteAllTextAsync(list, methods);
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        string tool = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "StartupProfile", configuration, "startup-profile.dll"));
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [tool, list, Profile, typeof(object).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
