using Supervision.Kernel.Benchmarks;

// One source for both kernels (ActorKernel). A run of a scenario is a process of its own: nothing is warm that the scenario
// did not warm itself, and its memory is its own. The parent starts those processes, in turns with those of a peer if one is given.
switch (args)
{
    case ["one", var scenario, var scale]:
        return await Child.RunAsync(scenario, double.Parse(scale, System.Globalization.CultureInfo.InvariantCulture));
    case ["cold"]:
        return await ColdStart.RunAsync();
    default:
        if (!Options.TryParse(args, out var options, out var problem))
        {
            Console.Error.WriteLine(problem);
            Console.Error.WriteLine(Options.Usage);
            return 2;
        }

        return Comparison.Run(options);
}
