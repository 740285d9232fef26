using Supervision.Control.Pbm;
using Supervision.Pbm.Tests.Support;

namespace Supervision.Pbm.Tests.Server;

public sealed class CustomPaletteTests
{
    [Fact(Timeout = 60000)]
    public async Task Actor_AnswersItsCommands_AndOneThatThrowsIsRestarted()
    {
        await using EchoServer server = EchoServer.Start(more: new MessagePaletteHandler());
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);

        Assert.Equal("pong\ncode 0", $"{await Answer.OfAsync(client.ExecuteAsync(["msg", "ping"]))}");
        Assert.Equal("1\n2\n3\ncode 0", $"{await Answer.OfAsync(client.ExecuteAsync(["msg", "count", "-M", "3"]))}");
        Assert.Equal("{\"n\":1}\nno\ncode 9", $"{await Answer.OfAsync(client.ExecuteAsync(["msg", "refuse"]))}");
        Assert.Equal("msg throw: a bug\ncode 1", $"{await Answer.OfAsync(client.ExecuteAsync(["msg", "throw"]))}");
        Assert.Equal("'msg silent' has no handler\ncode 1", $"{await Answer.OfAsync(client.ExecuteAsync(["msg", "silent"]))}");
        Assert.Equal("pong\ncode 0", $"{await Answer.OfAsync(client.ExecuteAsync(["msg", "ping"]))}");
    }

    [Fact(Timeout = 60000)]
    public async Task Actor_LearnsThatACommandWasCancelled()
    {
        var handler = new MessagePaletteHandler();
        await using EchoServer server = EchoServer.Start(more: handler);
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);
        using var cancel = new CancellationTokenSource();

        await foreach (PbmResult result in client.ExecuteAsync(["msg", "follow"], cancellation: cancel.Token))
            if (result is PbmResult.Line)
                await cancel.CancelAsync();

        await handler.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact(Timeout = 60000)]
    public async Task Answers_ThatNobodyReads_EndTheCommand()
    {
        await using EchoServer server = EchoServer.Start(more: new MessagePaletteHandler());
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);

        // An actor cannot wait: what is answered faster than it is taken is bounded by ending it.
        Answer answer = await Answer.OfAsync(client.ExecuteAsync(["msg", "count", "-m", "1000000"]));

        Assert.Equal(1, answer.Code);
        Assert.Equal("answers came faster than they were read; the rest is lost", Assert.Single(answer.Problems));
        Assert.InRange(answer.Lines.Count, 1, 999_999);
    }

    [Fact(Timeout = 60000)]
    public async Task Palettes_OfOneName_AreRefused()
    {
        await using EchoServer server = EchoServer.Start();

        Assert.False(server.Host.RegisterCommandPalette(new EchoPalette()));
    }

    private sealed class MessagePaletteHandler : CommandPaletteHandler
    {
        private static readonly CommandPalette _palette = new("msg",
        [
            new CommandDefinitionBuilder().WithName("ping").WithDescription("Answers pong.").Build(),
            new CommandDefinitionBuilder().WithName("count").WithDescription("Counts.")
                .WithArgument(b => b.WithName("most").IsMandatory().WithSwitch("-m").WithSwitch("-M").WithDefaultValues("3", "10")).Build(),
            new CommandDefinitionBuilder().WithName("refuse").Build(),
            new CommandDefinitionBuilder().WithName("throw").Build(),
            new CommandDefinitionBuilder().WithName("follow").Streams().Build(),
            new CommandDefinitionBuilder().WithName("silent").Build(),
        ]);

        public MessagePaletteHandler()
            : base(_palette)
        {
        }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Props HandlerProps
        {
            get
            {
                TaskCompletionSource ended = Ended;
                return Props.Create(() => new Handler(ended));
            }
        }

        private sealed class Handler : CommandHandlerActor
        {
            public Handler(TaskCompletionSource ended)
                : base(_palette)
            {
                Process("ping", _ => Sender.Tell(new CommandResponse("pong")));
                Process("count", command =>
                {
                    int most = int.Parse(command.ArgumentValue("most")!);
                    for (int i = 1; i < most; i++)
                        Sender.Tell(new CommandResponse($"{i}", Final: false));
                    Sender.Tell(new CommandResponse($"{most}"));
                });
                Process("refuse", _ =>
                {
                    Sender.Tell(new CommandResponse("{\"n\":1}", Final: false) { IsJson = true });
                    Sender.Tell(new ErroredCommandResponse("no", Code: 9));
                });
                Process("throw", _ => throw new InvalidOperationException("a bug"));
                Process("follow", _ =>
                {
                    Context.Watch(Sender);
                    Sender.Tell(new CommandResponse("first", Final: false));
                });
                Receive<Terminated>(_ => ended.TrySetResult());
            }
        }
    }
}
