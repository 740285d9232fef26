using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary>One palette: its handler, and one child for each of its commands that is under way.</summary>
internal sealed class SessionsActor : ReceiveActor
{
    private readonly Dictionary<ResponseQueue, IActorRef> _sessions = [];

    public SessionsActor(Props handler)
    {
        IActorRef worker = Context.ActorOf(handler, "handler");
        Context.Watch(worker);
        Receive<Begin>(begin =>
        {
            ResponseQueue answers = begin.Answers;
            IActorRef session = Context.ActorOf(Props.Create(() => new SessionActor(answers)));
            _sessions[answers] = session;
            worker.Tell(begin.Command, session);
        });
        Receive<End>(end =>
        {
            if (_sessions.Remove(end.Answers, out IActorRef? session))
                Context.Stop(session);
        });
        Receive<Terminated>(_ =>
        {
            // Without its handler nothing is answered any more.
            foreach (ResponseQueue answers in _sessions.Keys)
                answers.Add(new ErroredCommandResponse("the palette's handler has stopped"));
            Become(() => Receive<Begin>(begin => begin.Answers.Add(new ErroredCommandResponse("the palette's handler has stopped"))));
        });
    }

    /// <summary>Carry out a command.</summary>
    internal sealed record Begin(Command Command, ResponseQueue Answers);

    /// <summary>Its answers are not wanted any more.</summary>
    internal sealed record End(ResponseQueue Answers);

    /// <summary>The sender of one command.</summary>
    private sealed class SessionActor : ReceiveActor
    {
        public SessionActor(ResponseQueue answers)
        {
            Receive<CommandResponse>(answers.Add);
            Receive<Status.Failure>(failure => answers.Add(new ErroredCommandResponse(failure.Cause.Message)));
            ReceiveAny(message => answers.Add(new CommandResponse(message.ToString() ?? "", Final: false)));
        }
    }
}
