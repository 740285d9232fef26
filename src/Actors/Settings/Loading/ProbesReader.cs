namespace Supervision.Actors.Settings.Loading;

internal static class ProbesReader
{
    public static ProbesSettings Read(Section section, InstanceText instance)
    {
        var probes = new ProbesSettings
        {
            Startup = ProbeReader.Read(section, "startup", instance),
            Liveness = ProbeReader.Read(section, "liveness", instance),
            Readiness = ProbeReader.Read(section, "readiness", instance),
        };
        section.Done();
        return probes;
    }
}
