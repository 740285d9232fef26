using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Supervision.Contracts.Tests;

/// <summary>samples/KernelHello, published in both ways: once each, when it is first asked for.</summary>
public sealed partial class PublishedHello
{
    // As publish.sh does it; the native compiler for net10.0 is not in every package source.
    private readonly Lazy<Task<Outcome>> _trimmed =
        new(() => PublishAsync("trimmed", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:SelfContained=true"));

    private readonly Lazy<Task<Outcome>> _aheadOfTime =
        new(() => PublishAsync("aot", "-p:SupervisionTargetFramework=net9.0", "-p:PublishAot=true", "-p:StripSymbols=true"));

    /// <summary>One self-contained file, trimmed.</summary>
    public Task<Outcome> Trimmed => _trimmed.Value;

    /// <summary>One native file.</summary>
    public Task<Outcome> AheadOfTime => _aheadOfTime.Value;

    /// <summary>Runs a program to its end; gives its exit code and its output.</summary>
    internal static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static async Task<Outcome> PublishAsync(string name, params string[] options)
    {
        var folder = Repository.PathOf("artifacts", "publish", "kernel-hello", name);

        // No server and no node may stay behind: it would hold on to the pipe.
        string[] arguments =
        [
            "publish", Repository.PathOf("samples", "KernelHello", "KernelHello.csproj"), "-c", "Release", "-r", "linux-x64", "-o", folder,
            "-warnaserror", "-nodeReuse:false", "-v:q", "-nologo", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false", "-p:TrimmerSingleWarn=false",
            "-p:DebugType=none", "-p:PublishReferencesDocumentationFiles=false", .. options,
        ];
        var (code, log) = await RunAsync("dotnet", arguments);
        var outcome = new Outcome(code == 0 ? Path.Combine(folder, "kernel-hello") : null, null, log);
        return code != 0 && NoToolChain().IsMatch(log) ? outcome with { Missing = $"the tool chain for '{name}' is not to be had here: {log.Split('\n')[0]}" } : outcome;
    }

    // A package that no source has, a source that does not answer, no linker.
    [GeneratedRegex(@"\bNU1(10[0-3]|301)\b|Platform linker \(.*\) not found")]
    private static partial Regex NoToolChain();

    /// <summary>What came of publishing.</summary>
    /// <param name="File">The program, or null.</param>
    /// <param name="Missing">What this machine lacks to publish it, or null.</param>
    /// <param name="Log">What the build said.</param>
    public sealed record Outcome(string? File, string? Missing, string Log);
}
