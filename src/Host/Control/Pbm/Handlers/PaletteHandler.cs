using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary>Carries out the commands of one palette. Derive from <see cref="CommandPaletteHandler"/> to have an actor do it.</summary>
public abstract class PaletteHandler
{
    /// <summary>Handles a palette.</summary>
    /// <param name="palette">What it offers.</param>
    protected PaletteHandler(CommandPalette palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        Palette = palette;
    }

    /// <summary>What it offers.</summary>
    public CommandPalette Palette { get; }

    /// <summary>Called once, when it is registered and before any command.</summary>
    /// <param name="host">Where.</param>
    public virtual void OnRegister(PbmHost host)
    {
    }

    /// <summary>Carries out one command. Several may be under way.</summary>
    /// <param name="context">The command, who gave it, and where its answer goes.</param>
    /// <returns>What the command exits with: 0 done, 1 failed, to 255.</returns>
    public abstract Task<int> ExecuteAsync(CommandContext context);

    /// <summary>Values for an argument whose definition has <see cref="ArgumentDefinition.HasServerValues"/>; none by default.</summary>
    /// <param name="command">Name of the command.</param>
    /// <param name="argument">Name of the argument.</param>
    /// <param name="prefix">What the user has typed so far; others than those that begin with it may be left out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public virtual Task<IEnumerable<string>> CompleteAsync(string command, string argument, string prefix, CancellationToken cancellation) =>
        Task.FromResult(Enumerable.Empty<string>());
}
