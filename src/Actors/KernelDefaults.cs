namespace Supervision.Actors;

/// <summary>Kernel settings of a tree that creates its own actor system; the same keys on either kernel.</summary>
internal static class KernelDefaults
{
    // What the kernel has to say goes through the tree's events and listeners; its own console logger would write past them.
    public const string Hocon = """
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          loggers = []
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;
}
