using Supervision.Control.Pbm;

namespace CustomPalette;

/// <summary>Carries the commands out. What it answers to the sender goes to whoever gave the command; the last answer is final.</summary>
internal sealed class MessageActor : CommandHandlerActor
{
    private readonly List<string> _messages = [];
    private readonly HashSet<IActorRef> _watchers = [];

    public MessageActor()
        : base(MessageCommands.Palette)
    {
        Process(MessageCommands.Write.Name, command =>
        {
            foreach (string message in command.ArgumentValues("message"))
            {
                _messages.Add(message);
                foreach (IActorRef watcher in _watchers)
                    watcher.Tell(new CommandResponse(message, Final: false));
            }
            Sender.Tell(new CommandResponse($"{_messages.Count} in all"));
        });
        Process(MessageCommands.Read.Name, _ =>
        {
            if (_messages.Count == 0)
                Sender.Tell(new ErroredCommandResponse("there is no message yet", Final: false));
            foreach (string message in _messages)
                Sender.Tell(new CommandResponse(message, Final: false));
            Sender.Tell(CommandResponse.Empty);
        });
        Process(MessageCommands.Watch.Name, _ =>
        {
            // The sender stops when the command is cancelled or its connection ends.
            _watchers.Add(Sender);
            Context.Watch(Sender);
        });
        Receive<Terminated>(ended => _watchers.Remove(ended.ActorRef));
    }
}
