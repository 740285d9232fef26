namespace Supervision.Pbm.Terminals;

/// <summary>The console of systems other than Linux: lines in, text out, no editing.</summary>
internal sealed class PortableConsole : IPbmConsole
{
    private readonly Stream _input = Console.OpenStandardInput();
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Stream _error = Console.OpenStandardError();

    public bool InputIsTerminal { get; } = !Console.IsInputRedirected;

    public bool OutputIsTerminal { get; } = !Console.IsOutputRedirected;

    public (int Columns, int Rows) Size => OutputIsTerminal ? (Console.WindowWidth, Console.WindowHeight) : (80, 24);

    public string? OutputFailure { get; private set; }

    public bool WaitForInput(TimeSpan timeout) => true;

    public int Read(Span<byte> bytes) => _input.Read(bytes);

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _output.Write(bytes);
            _output.Flush();
            return true;
        }
        catch (IOException error)
        {
            OutputFailure ??= error.Message;
            return false;
        }
    }

    public void WriteError(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _error.Write(bytes);
        }
        catch (IOException)
        {
            // There is nobody left to tell.
        }
    }

    public IDisposable? TryRaw() => null;
}
