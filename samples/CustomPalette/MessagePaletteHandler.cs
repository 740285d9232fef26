using Supervision.Control.Pbm;

namespace CustomPalette;

/// <summary>Tells the server which actor carries the commands out.</summary>
internal sealed class MessagePaletteHandler() : CommandPaletteHandler(MessageCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new MessageActor());
}
