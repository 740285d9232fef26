using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Supervision.Samples.Tests;

/// <summary>What the README promises to somebody who begins with <c>dotnet new web</c>, done to the letter.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("readme-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = 280_000)]
    public async Task EmbeddedInADotNetHost_FromTheTemplate_ServesWithHealthChecks()
    {
        var code = CodeOf("## Embedded in a .NET host");
        Assert.InRange(code.Split('\n').Count(line => line.Trim().Length > 0), 5, 10);
        var project = Path.Combine(_folder.FullName, "host");
        await DotNetAsync("new", "web", "-n", "host", "-o", project, "--no-restore");
        File.WriteAllText(Path.Combine(project, "Program.cs"), code);
        AddReferences(Path.Combine(project, "host.csproj"));
        await DotNetAsync("build", project, "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-warnaserror");

        // The engine of the text is not on a test machine: a program of its name that serves what its preset asks for.
        var (api, engine) = (Ports.Free(), Ports.Free());
        var bin = _folder.CreateSubdirectory("bin");
        var vllm = Path.Combine(bin.FullName, "vllm");
        File.WriteAllText(vllm, $"#!/bin/sh\nexec {DaemonProcess.TinyEngine} --port {engine} --load-time 1s\n");
        File.SetUnixFileMode(vllm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var host = DaemonProcess.StartProgram(
            [Directory.GetFiles(Path.Combine(project, "bin"), "host", SearchOption.AllDirectories).Single()],
            new Dictionary<string, string?>
            {
                ["PATH"] = $"{bin.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{api}",
                ["Supervision__engines__vllm__port"] = $"{engine}",
            });
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{api}") };
        await host.WaitForLineAsync("Now listening on");

        // Up at once, ready when the engine is.
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        await host.WaitForLineAsync("engine vllm ready");
        Assert.True(await Eventually.Holds(() => client.GetAsync("/health/ready").Result.StatusCode == HttpStatusCode.OK, DaemonProcess.Patience), host.Describe());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);

        host.Signal(15);
        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.Empty(host.Offspring);
    }

    private static string CodeOf(string heading)
    {
        var text = File.ReadAllText(Repository.PathOf("README.md"));
        var at = text.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(at >= 0, $"README.md has no '{heading}'");
        return CodeBlock().Match(text, at).Groups[1].Value;
    }

    // The assemblies of this checkout in place of the package.
    private static void AddReferences(string project)
    {
        var references = Directory.GetFiles(Repository.OutputOf("Supervision.Hosting"), "Supervision.*.dll")
            .Select(file => $"""<Reference Include="{file}" />""");
        var text = File.ReadAllText(project);
        File.WriteAllText(project, text.Replace("</Project>", $"<ItemGroup>{string.Concat(references)}</ItemGroup></Project>", StringComparison.Ordinal));
    }

    private async Task DotNetAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
            Environment = { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1" },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"dotnet {arguments[0]}: {output}{await errors}");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
