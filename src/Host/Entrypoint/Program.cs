using Supervision.Entrypoint;

return await new EntrypointApp(Console.Out, Console.Error).RunAsync(args);
