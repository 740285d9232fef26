using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary>A palette whose commands one actor carries out; see <see cref="CommandHandlerActor"/>.</summary>
public abstract class CommandPaletteHandler : PaletteHandler
{
    private IActorRef _sessions = ActorRefs.Nobody;

    /// <summary>Handles a palette.</summary>
    /// <param name="palette">What it offers.</param>
    protected CommandPaletteHandler(CommandPalette palette)
        : base(palette)
    {
    }

    /// <summary>
    /// Makes the actor, once, when the palette is registered. It gets each <see cref="Command"/> and answers its sender with
    /// <see cref="CommandResponse"/>s; a sender that stops (death watch tells) has cancelled its command.
    /// </summary>
    public abstract Props HandlerProps { get; }

    /// <inheritdoc/>
    public override void OnRegister(PbmHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _sessions = host.StartSessions(Palette.Name, HandlerProps);
    }

    /// <inheritdoc/>
    public sealed override async Task<int> ExecuteAsync(CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var answers = new ResponseQueue();
        using CancellationTokenRegistration cancelled = context.Cancellation.Register(() => _sessions.Tell(new SessionsActor.End(answers)));
        _sessions.Tell(new SessionsActor.Begin(context.Command, answers));
        int code = 0;
        try
        {
            while (await answers.NextAsync(context.Cancellation).ConfigureAwait(false) is { } answer)
            {
                if (answer is ErroredCommandResponse error)
                {
                    code = error.Code;
                    await context.ProblemAsync(error.Text).ConfigureAwait(false);
                }
                else if (answer.Text.Length > 0)
                {
                    await (answer.IsJson ? context.RowAsync(answer.Text) : context.LineAsync(answer.Text)).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _sessions.Tell(new SessionsActor.End(answers));
        }
        if (answers.Overflowed)
            await context.ProblemAsync("answers came faster than they were read; the rest is lost").ConfigureAwait(false);
        return answers.Overflowed ? Math.Max(1, code) : code;
    }
}
