namespace Supervision.Contracts.Tests;

/// <summary>The NuGet packages: what is in them, that they are the same each time, and that a program outside this tree can use them.</summary>
public sealed class PackageTests(PackedLibraries packed) : IClassFixture<PackedLibraries>
{
    [Fact(Timeout = 280_000)]
    public async Task Packages_Packed_HaveLicenceReadmeDocumentationSymbolsAndTheirDependencies()
    {
        string feed = await packed.FeedAsync();

        string[] files = [.. Directory.EnumerateFiles(feed, "*.nupkg").Order(StringComparer.Ordinal)];
        var dependencies = new List<string>();
        foreach (string file in files)
        {
            var metadata = PackedLibraries.MetadataOf(file);
            string id = metadata.Element("id")!.Value;
            Assert.Equal($"{id}.{metadata.Element("version")!.Value}.nupkg", Path.GetFileName(file));
            Assert.Equal("Apache-2.0", metadata.Element("license")!.Value);
            Assert.NotEmpty(metadata.Element("description")!.Value);
            Assert.NotEmpty(metadata.Element("tags")!.Value);
            Assert.NotEmpty(PackedLibraries.FileOf(file, metadata.Element("readme")!.Value));
            if (IsTool(file))
                continue;
            Assert.NotEmpty(PackedLibraries.FileOf(file, $"lib/net10.0/{id}.xml"));
            Assert.NotEmpty(PackedLibraries.FileOf(Path.ChangeExtension(file, ".snupkg"), $"lib/net10.0/{id}.pdb"));
            dependencies.Add($"{id}: {string.Join(", ", metadata.Descendants("dependency").Select(one => one.Attribute("id")!.Value).Order(StringComparer.Ordinal))}");
        }

        string[] expected =
        [
            "Supervision.Actors: Supervision.Hocon, Supervision.Kernel, Supervision.Posix",
            "Supervision.Control: Supervision.Actors, Supervision.Hocon, Supervision.Kernel, Supervision.Pbm, Supervision.Posix",
            "Supervision.Hocon: ",
            "Supervision.Hosting: Supervision.Actors, Supervision.Control, Supervision.Hocon, Supervision.Kernel",
            "Supervision.Hosting.OpenTelemetry: OpenTelemetry.Api, Supervision.Control",
            "Supervision.Hosting.Serilog: Serilog, Supervision.Hosting, Supervision.Kernel",
            "Supervision.Kernel: Supervision.Hocon",
            "Supervision.Pbm: ",
            "Supervision.Posix: ",
            "Supervision.TestKit: Supervision.Kernel, xunit.abstractions, xunit.assert, xunit.extensibility.core",
        ];
        Assert.Equal(expected, dependencies.Where(line => expected.Any(one => line.StartsWith(one[..(one.IndexOf(':') + 1)], StringComparison.Ordinal))));
        // Whoever adds a package need not come here, but what it depends on has to be there as well.
        string[] names = [.. files.Select(file => PackedLibraries.MetadataOf(file).Element("id")!.Value)];
        Assert.All(
            files.SelectMany(file => PackedLibraries.MetadataOf(file).Descendants("dependency")).Select(one => one.Attribute("id")!.Value).Where(id => id.StartsWith("Supervision.", StringComparison.Ordinal)),
            id => Assert.Contains(id, names));
    }

    [Fact(Timeout = 280_000)]
    public async Task Package_PackedTwiceFromCopiesInDifferentPlaces_HasTheSameAssembly()
    {
        byte[] first = await AssemblyFromACopyAsync(packed.Folder("a"));
        byte[] second = await AssemblyFromACopyAsync(packed.Folder("some/other/place"));

        Assert.Equal(first, second);
    }

    [Fact(Timeout = 280_000)]
    public async Task Program_OutsideThisTree_InstallsThePackagesAndRunsAnEngine()
    {
        string feed = await packed.FeedAsync();
        string actors = Assert.Single(Directory.GetFiles(feed, "Supervision.Actors.*.nupkg"));
        string version = PackedLibraries.MetadataOf(actors).Element("version")!.Value;
        string folder = packed.Folder("app");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder}/packages" /></config>
              <packageSources><clear /><add key="local" value="{feed}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Supervision.Actors" Version="{version}" />
                <PackageReference Include="Supervision.Hosting" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        // The program of the package's own readme.
        string readme = System.Text.Encoding.UTF8.GetString(PackedLibraries.FileOf(actors, "README.md"));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), readme.Split("```csharp\n")[1].Split("```")[0]);
        string said = Path.Combine(folder, "said");
        File.WriteAllText(Path.Combine(folder, "engines.conf"), $$"""
            supervision.engines.one {
              command = [sh, -c, "echo run >> {{said}}; exit 3"]
              backoff { min = 10ms, jitter = 0 }
              budget.max-retries = 1
            }
            """);

        var (built, log) = await PublishedHello.RunAsync(
            "dotnet", ["build", Path.Combine(folder, "app.csproj"), "-o", Path.Combine(folder, "bin"), "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v:q", "-nologo", "-warnaserror"]);
        Assert.True(built == 0, log);
        var (code, output) = await PublishedHello.RunAsync("sh", ["-c", $"cd {folder} && exec bin/app"]);

        Assert.Equal(0, code);
        Assert.StartsWith("engine one given up: it was restarted 1 time", output, StringComparison.Ordinal);
        Assert.Equal(["run", "run"], File.ReadAllLines(said));
    }

    [Fact(Timeout = 280_000)]
    public async Task Tool_Installed_IsPbm()
    {
        string feed = await packed.FeedAsync();
        string tool = Assert.Single(Directory.GetFiles(feed, "*.nupkg"), IsTool);
        string id = PackedLibraries.MetadataOf(tool).Element("id")!.Value;
        string folder = packed.Folder("tool");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder}/packages" /></config>
              <packageSources><clear /><add key="local" value="{feed}" /></packageSources>
            </configuration>
            """);

        var (installed, log) = await PublishedHello.RunAsync("sh", ["-c", $"cd {folder} && dotnet tool install --tool-path bin {id}"]);
        Assert.True(installed == 0, log);
        var (code, output) = await PublishedHello.RunAsync(Path.Combine(folder, "bin/pbm"), ["--version"]);

        Assert.Equal(0, code);
        Assert.StartsWith("pbm ", output, StringComparison.Ordinal);
    }

    private static bool IsTool(string package) =>
        PackedLibraries.MetadataOf(package).Descendants("packageType").Any(type => type.Attribute("name")!.Value == "DotnetTool");

    // Without a repository around it, so that its commit is not in the version.
    private static async Task<byte[]> AssemblyFromACopyAsync(string folder)
    {
        string[] parts =
        [
            "pack.sh", "global.json", ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "eng",
            "src/Directory.Build.props", "src/Shared", "src/Runtime/Hocon",
        ];
        var (code, log) = await PublishedHello.RunAsync("sh", ["-c", "cd \"$0\" && tar cf - \"$@\" | tar xf - -C " + folder, Repository.Root, .. parts]);
        Assert.True(code == 0, log);
        await PackedLibraries.PackAsync(folder, Path.Combine(folder, "out"), "--only", "Supervision.Hocon");
        return PackedLibraries.FileOf(Assert.Single(Directory.GetFiles(Path.Combine(folder, "out"), "*.nupkg")), "lib/net10.0/Supervision.Hocon.dll");
    }
}
