using Supervision.StartupProfile;

// startup-profile METHODS PROFILE ASSEMBLY...: from the list of methods and the assemblies that are compiled to the profile for crossgen2.
if (args.Length < 3)
{
    Console.Error.WriteLine("usage: startup-profile METHODS PROFILE ASSEMBLY...");
    return 2;
}

using var library = new Library(args[2..]);
var profile = new ProfileWriter(library);
int all = 0, found = 0;
foreach (string line in File.ReadLines(args[0]))
{
    if (line.Length == 0 || line[0] == '#')
        continue;
    all++;
    MethodName name;
    try
    {
        name = MethodName.Parse(line);
    }
    catch (FormatException error)
    {
        Console.Error.WriteLine($"{args[0]}: {error.Message}");
        return 2;
    }

    if (profile.Add(name))
        found++;
    else if (Environment.GetEnvironmentVariable("STARTUP_PROFILE_VERBOSE") is not null)
        Console.Error.WriteLine($"not found: {line}");
}

profile.Save(args[1]);
Console.WriteLine($"{found} of {all} methods of {Path.GetFileName(args[0])} are in these assemblies");
return 0;
