using System.Diagnostics;

namespace Supervision.Contracts.Tests;

/// <summary>The two switches of the build, evaluated by MSBuild as a user would set them.</summary>
public sealed class BuildSwitchTests
{
    private static async Task<string> EvaluateAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", Repository.PathOf("src", "Actors", "Supervision.Actors.csproj"), .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [Theory(Timeout = 60_000)]
    [InlineData("net10.0")]
    [InlineData("net9.0")]
    public async Task SupervisionTargetFramework_Set_IsTheTargetFrameworkOfTheTree(string framework) =>
        Assert.Equal(framework, (await EvaluateAsync("-getProperty:TargetFramework", $"-p:SupervisionTargetFramework={framework}")).Trim());

    [Fact(Timeout = 60_000)]
    public async Task ActorKernel_ByDefault_IsOurs()
    {
        var evaluated = await EvaluateAsync("-getItem:Using", "-getItem:ProjectReference", "-getItem:PackageReference");
        Assert.Contains("Supervision.Kernel.csproj", evaluated);
        Assert.Contains("\"Supervision.Actor\"", evaluated);
        Assert.DoesNotContain("\"Akka", evaluated);
    }

    [Fact(Timeout = 60_000)]
    public async Task ActorKernel_Akka_BringsItsPackageAndNamespacesInstead()
    {
        var evaluated = await EvaluateAsync("-getItem:Using", "-getItem:ProjectReference", "-getItem:PackageReference", "-p:ActorKernel=Akka");
        Assert.DoesNotContain("Supervision.Kernel.csproj", evaluated);
        Assert.Contains("\"Akka\"", evaluated);
        Assert.Contains("\"Akka.Actor\"", evaluated);
        Assert.DoesNotContain("\"Supervision.Actor\"", evaluated);
    }
}
