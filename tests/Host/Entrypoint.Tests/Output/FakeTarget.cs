using System.Text;
using Supervision.Entrypoint.Output;

namespace Supervision.Entrypoint.Tests.Output;

/// <summary>A target that can be blocked, and closed.</summary>
internal sealed class FakeTarget : IByteTarget
{
    private readonly ManualResetEventSlim _open = new(true);
    private readonly SemaphoreSlim _entered = new(0);
    private readonly StringBuilder _text = new();
    private volatile bool _closed;

    public int LastError => _closed ? 32 : 0;

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public void Block() => _open.Reset();

    public void Unblock() => _open.Set();

    public void Close() => _closed = true;

    public void Reopen() => _closed = false;

    /// <summary>Waits until the writer stands in <see cref="Write"/>.</summary>
    public Task<bool> EnteredAsync() => _entered.WaitAsync(TimeSpan.FromSeconds(10));

    public int Write(ReadOnlySpan<byte> bytes)
    {
        _entered.Release();
        _open.Wait();
        if (_closed)
            return 0;
        lock (_text)
            _text.Append(Encoding.UTF8.GetString(bytes));
        return bytes.Length;
    }
}
