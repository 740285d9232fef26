using KernelHello;

// The kernel in one page: configuration, an event-stream subscriber, a supervised child that fails once, a timer, the end.
var config = ConfigurationFactory.ParseString("""
    akka { loglevel = OFF, stdout-loglevel = OFF }
    hello { who = kernel, tick = 20ms }
    """);
Console.WriteLine($"1 configured: hello, {config.GetString("hello.who")}");

var system = ActorSystem.Create("hello", config);
var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
var listener = system.ActorOf(Props.Create(() => new Listener(done)), "listener");
system.EventStream.Subscribe(listener, typeof(WorkerRestarted));

var boss = system.ActorOf(Props.Create(() => new Boss()), "boss");
Console.WriteLine($"2 started: {boss.Path}");
boss.Tell("work");

await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
await system.Terminate();
Console.WriteLine("7 terminated");
