namespace Supervision.Actor;

/// <summary>Chooses the provider of a system.</summary>
public abstract class ProviderSelection
{
    private ProviderSelection()
    {
    }

    /// <summary>The system is one process; the only choice in this kernel.</summary>
    public sealed class Local : ProviderSelection
    {
        /// <summary>The only instance.</summary>
        public static readonly Local Instance = new();

        private Local()
        {
        }
    }
}
