using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

// Overview
// One datagram per line. The socket never blocks: what the server does not take at once is lost and counted, as the protocol's users
// expect. A server that is away is tried again once a second. Standard output is sent as informational, standard error as an error.

/// <summary>Sends one engine's lines to a syslog server. Not thread-safe.</summary>
internal sealed class SyslogSender(SyslogSettings settings, TimeProvider time) : IDisposable
{
    private const int Informational = 6;
    private const int Error = 3;

    // What every receiver takes in one datagram; RFC 5424 asks for 2048 at least, /dev/log takes more.
    private const int MostBytes = 8 * 1024;

    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);
    private readonly ArrayBufferWriter<byte> _message = new();
    private Socket? _socket;
    private long? _failedAt;
    private string _problem = "";

    public string Target => settings.Socket ?? string.Create(CultureInfo.InvariantCulture, $"udp://{settings.Host}:{settings.Port}");

    /// <summary>Sends lines.</summary>
    /// <returns>How many were lost.</returns>
    public int Send(OutputLabel label, LineBatch lines, DateTimeOffset at, out string? problem)
    {
        problem = null;
        if (!TryConnect())
        {
            problem = _problem;
            return lines.Count;
        }

        var head = Encoding.UTF8.GetBytes(Head(label, at));
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.IsEmpty)
                continue;
            _message.ResetWrittenCount();
            _message.Write(head);
            var room = _message.GetSpan(line.Length * LineText.MostGrowth);
            _message.Advance(Math.Min(LineText.WriteText(line, room), Math.Max(0, MostBytes - head.Length)));
            try
            {
                _socket!.Send(_message.WrittenSpan, SocketFlags.None);
            }
            catch (SocketException error)
            {
                problem = _problem = error.Message;
                // A full receiver is alive; any other error means another socket.
                if (error.SocketErrorCode is not (SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable))
                    Fail();
                return lines.Count - i;
            }
        }

        return 0;
    }

    private string Head(OutputLabel label, DateTimeOffset at)
    {
        var priority = settings.Facility * 8 + (label.Stream == OutputStream.Stderr ? Error : Informational);
        if (settings.Modern)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"<{priority}>1 {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Environment.MachineName} {label.Engine} {label.Pid} {label.StreamName} - ");
        }

        // The older format has local time and a day padded with a space; on a local socket the server knows the host itself.
        var local = TimeZoneInfo.ConvertTime(at, time.LocalTimeZone);
        var host = settings.Socket is null ? Environment.MachineName + " " : "";
        return string.Create(CultureInfo.InvariantCulture, $"<{priority}>{local:MMM} {local.Day,2} {local:HH:mm:ss} {host}{label.Engine}[{label.Pid}]: ");
    }

    private bool TryConnect()
    {
        if (_socket is not null)
            return true;
        if (_failedAt is { } failed && time.GetElapsedTime(failed) < _retryAfter)
            return false;
        var socket = settings.Socket is not null
            ? new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
            : new Socket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (settings.Socket is { } path)
                socket.Connect(new UnixDomainSocketEndPoint(path));
            else
                socket.Connect(settings.Host!, settings.Port);
            socket.Blocking = false;
            _socket = socket;
            _failedAt = null;
            return true;
        }
        catch (SocketException error)
        {
            _problem = error.Message;
            socket.Dispose();
            Fail();
            return false;
        }
    }

    private void Fail()
    {
        Dispose();
        _failedAt = time.GetTimestamp();
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
