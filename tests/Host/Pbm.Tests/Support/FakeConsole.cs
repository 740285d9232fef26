using System.Collections.Concurrent;
using System.Text;
using Supervision.Pbm.Terminals;

namespace Supervision.Pbm.Tests.Support;

/// <summary>A console that a test types on and reads from.</summary>
internal sealed class FakeConsole(bool terminal = false) : IPbmConsole
{
    private readonly BlockingCollection<byte[]> _input = [];
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public bool InputIsTerminal => terminal;

    public bool OutputIsTerminal => terminal;

    public (int Columns, int Rows) Size { get; set; } = (80, 24);

    /// <summary>How many writes to standard output succeed.</summary>
    public int WritesLeft { get; set; } = int.MaxValue;

    /// <summary>Why further ones fail; empty: nobody reads.</summary>
    public string Refusal { get; init; } = "";

    public string? OutputFailure { get; private set; }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public string Error
    {
        get
        {
            lock (_output)
                return _error.ToString();
        }
    }

    public FakeConsole Type(string text)
    {
        _input.Add(Encoding.UTF8.GetBytes(text));
        return this;
    }

    public FakeConsole EndInput()
    {
        _input.CompleteAdding();
        return this;
    }

    public bool WaitForInput(TimeSpan timeout)
    {
        if (_input.Count == 0 && !_input.IsAddingCompleted)
            SpinWait.SpinUntil(() => _input.Count > 0 || _input.IsAddingCompleted, timeout);
        return _input.Count > 0 || _input.IsAddingCompleted;
    }

    public int Read(Span<byte> bytes)
    {
        if (!_input.TryTake(out byte[]? next, Timeout.Infinite))
            return 0;
        next.CopyTo(bytes);
        return next.Length;
    }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        lock (_output)
        {
            if (WritesLeft-- <= 0)
            {
                OutputFailure = Refusal;
                return false;
            }
            _output.Append(Encoding.UTF8.GetString(bytes));
            return true;
        }
    }

    public void WriteError(ReadOnlySpan<byte> bytes)
    {
        lock (_output)
            _error.Append(Encoding.UTF8.GetString(bytes));
    }

    public IDisposable? TryRaw() => terminal ? new MemoryStream() : null;
}
