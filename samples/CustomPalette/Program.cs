// A process of one's own that answers pbm: an actor system, a palette, a socket. Run it, and in another terminal:
//
//   pbm ./custom.sock msg write -m hello -m world
//   pbm ./custom.sock msg read
//   pbm ./custom.sock              (the prompt: tab completes "msg")
using CustomPalette;
using Supervision.Control.Pbm;

string path = Path.GetFullPath(args.FirstOrDefault("custom.sock"));
ActorSystem system = ActorSystem.Create("custom");
await using var pbm = new PbmHost(system, new PbmHostOptions { UnixPaths = [path], Product = "custom-palette" });
pbm.RegisterCommandPalette(new MessagePaletteHandler());
pbm.Start();
Console.WriteLine($"pbm {path} msg read");

var stopped = new TaskCompletionSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopped.TrySetResult();
};
AppDomain.CurrentDomain.ProcessExit += (_, _) => stopped.TrySetResult();
await stopped.Task;
