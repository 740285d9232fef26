using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary>Base of actors that carry out the commands of a palette. What a command throws is its answer, and then the actor's failure.</summary>
public abstract class CommandHandlerActor : ReceiveActor
{
    private readonly Dictionary<string, Action<Command>> _handlers = new(StringComparer.Ordinal);

    /// <summary>Begins to receive commands.</summary>
    /// <param name="palette">The palette; each of its commands needs a <see cref="Process"/>.</param>
    protected CommandHandlerActor(CommandPalette palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        Receive<Command>(Handle);
    }

    /// <summary>Says how a command is carried out: by answers to <c>Sender</c>, the last of them final.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="handler">Gets the command.</param>
    protected void Process(string command, Action<Command> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handlers[command] = handler;
    }

    private void Handle(Command command)
    {
        if (!_handlers.TryGetValue(command.Name, out Action<Command>? handler))
        {
            Sender.Tell(new ErroredCommandResponse($"'{command.Palette} {command.Name}' has no handler"));
            return;
        }
        try
        {
            handler(command);
        }
        catch (Exception error)
        {
            Sender.Tell(new ErroredCommandResponse($"{command.Palette} {command.Name}: {error.Message}"));
            throw;
        }
    }
}
