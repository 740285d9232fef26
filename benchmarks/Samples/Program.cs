using System.Globalization;
using Supervision.Posix;
using Supervision.Samples.Benchmarks;

// What watching costs: CPU of this process, over a time in which nothing happens but samples.
if (args.Length > 1 || (args.Length == 1 && !int.TryParse(args[0], out _)))
{
    Console.Error.WriteLine("usage: samples-bench [SECONDS]");
    return 2;
}

var seconds = args.Length == 1 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 30;
Console.WriteLine($"{Environment.ProcessorCount} cores; .NET {Environment.Version}; {seconds} s each; other processes: {Directory.GetDirectories("/proc").Count(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))}");
Console.WriteLine();
Console.WriteLine("| engines | sampling | samples | passes | CPU ms | % of a core | allocated KiB | bytes per sample |");
Console.WriteLine("|---:|---|---:|---:|---:|---:|---:|---:|");
foreach (var engines in new[] { 500, 2000 })
{
    await using var children = await Children.StartAsync(engines);
    await MeasureAsync(children, null);
    await MeasureAsync(children, new SampleOptions());
    await MeasureAsync(children, new SampleOptions { Interval = TimeSpan.FromSeconds(1) });
    await MeasureAsync(children, new SampleOptions { OpenFiles = true });
}

return 0;

async Task MeasureAsync(Children children, SampleOptions? options)
{
    using var sampler = new ProcessSampler();
    var observer = new Observer();
    // What the start of the children left behind is not the price of watching them.
    await Task.Delay(TimeSpan.FromSeconds(5));
    if (options is not null)
    {
        foreach (var child in children.All)
            sampler.Subscribe(child, options, observer);
        // Until the buffers have grown and the compiler's tiers have settled.
        await Task.Delay(options.Interval * 3 + TimeSpan.FromSeconds(1));
    }

    GC.Collect();
    var (samples, passes, bytes, before) = (observer.Samples, sampler.Passes, GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
    await Task.Delay(TimeSpan.FromSeconds(seconds));
    var cpu = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
    samples = observer.Samples - samples;
    passes = sampler.Passes - passes;
    var kind = options is null ? "off" : $"every {options.Interval.TotalSeconds:0} s{(options.OpenFiles ? ", open files" : "")}";
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {children.All.Count} | {kind} | {samples} | {passes} | {cpu:0} | {cpu / seconds / 10:0.000} | {bytes / 1024.0:0.0} | {(samples == 0 ? 0 : bytes / (double)samples):0.00} |"));
}
