using Supervision.Pbm;

namespace CustomPalette;

/// <summary>What the palette offers; pbm downloads it and makes its help and its completion of it.</summary>
internal static class MessageCommands
{
    public static readonly CommandDefinition Write = new CommandDefinitionBuilder()
        .WithName("write")
        .WithDescription("Remember messages.")
        .WithArgument(b => b.WithName("message").WithDescription("A message.").IsMandatory().AllowsMultiple().WithSwitch("-m").WithSwitch("-M").WithDefaultValues("hello", "goodbye"))
        .Build();

    public static readonly CommandDefinition Read = new CommandDefinitionBuilder()
        .WithName("read")
        .WithDescription("Tell every message.")
        .Build();

    public static readonly CommandDefinition Watch = new CommandDefinitionBuilder()
        .WithName("watch")
        .WithDescription("Tell each message as it comes, until it is cancelled.")
        .Streams()
        .Build();

    public static readonly CommandPalette Palette = new("msg", [Write, Read, Watch]) { Description = "Messages that this process remembers." };
}
