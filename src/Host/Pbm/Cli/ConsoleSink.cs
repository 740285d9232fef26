using System.Text;
using Supervision.Pbm.Terminals;

namespace Supervision.Pbm.Cli;

/// <summary>Results on standard output, problems on standard error.</summary>
/// <param name="console">The console.</param>
internal sealed class ConsoleSink(IPbmConsole console) : ResultSink
{
    private const int Enough = 32 * 1024;
    private readonly StringBuilder _text = new();

    public override bool Put(string text)
    {
        _text.Append(console.OutputIsTerminal ? ConsoleText.Harmless(text) : text).Append('\n');
        return _text.Length < Enough || Flush();
    }

    public override void Problem(string message)
    {
        Flush();
        console.Complain(ConsoleText.Harmless(message));
    }

    public override bool Flush()
    {
        if (_text.Length == 0)
            return true;
        bool read = console.Write(_text.ToString());
        _text.Clear();
        return read;
    }
}
