using System.Net;
using System.Runtime.InteropServices;

namespace TinyEngine.Processes;

/// <summary>A listening socket to hand to a child. Disposing closes our copy, unless the engine itself listens on it.</summary>
internal sealed class HeldSocket(SafeHandle handle, EndPoint endPoint, IDisposable? owned) : IDisposable
{
    public SafeHandle Handle => handle;

    public EndPoint EndPoint => endPoint;

    public void Dispose() => owned?.Dispose();
}
