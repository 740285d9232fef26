using System.Buffers;
using System.Text;
using Supervision.Control.Http.Server;

namespace Supervision.Control.Http;

/// <summary>Writes server-sent events, and a comment when there is nothing to say for a while, so that a dead connection is found out.</summary>
internal sealed class ServerEvents(HttpExchange exchange, TimeProvider time)
{
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(15);

    /// <summary>Writes every item until there is none any more.</summary>
    /// <param name="items">What to write.</param>
    /// <param name="write">Writes one with <see cref="Write"/>.</param>
    public async Task WriteAllAsync<T>(IAsyncEnumerable<T> items, Action<T> write)
    {
        var aborted = exchange.Aborted;
        await exchange.BeginStreamAsync("text/event-stream; charset=utf-8").ConfigureAwait(false);
        if (exchange.IsHead)
        {
            return;
        }

        Comment("begin");
        await exchange.FlushAsync().ConfigureAwait(false);
        var reader = items.GetAsyncEnumerator(aborted);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next = reader.MoveNextAsync().AsTask();
                while (!next.IsCompleted)
                {
                    using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted);
                    if (await Task.WhenAny(next, Task.Delay(_quiet, time, over.Token)).ConfigureAwait(false) != next)
                    {
                        aborted.ThrowIfCancellationRequested();
                        Comment("quiet");
                        await exchange.FlushAsync().ConfigureAwait(false);
                    }

                    await over.CancelAsync().ConfigureAwait(false);
                }

                if (!await next.ConfigureAwait(false))
                {
                    return;
                }

                next = null;
                write(reader.Current);
                await exchange.FlushAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            // The reader ends with the request; until then it must not be disposed.
            if (next is not null)
            {
                await Task.WhenAny(next).ConfigureAwait(false);
            }

            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes one event; the data is one line or more.</summary>
    public void Write(string? id, string? name, string data)
    {
        var writer = exchange.Piece;
        if (id is not null)
        {
            Line(writer, "id: ", id);
        }

        if (name is not null)
        {
            Line(writer, "event: ", name);
        }

        foreach (var line in data.AsSpan().EnumerateLines())
        {
            Line(writer, "data: ", line);
        }

        writer.Write("\n"u8);
    }

    private void Comment(string text)
    {
        Line(exchange.Piece, ": ", text);
        exchange.Piece.Write("\n"u8);
    }

    private static void Line(PooledBuffer writer, string field, ReadOnlySpan<char> text)
    {
        Encoding.UTF8.GetBytes(field, writer);
        Encoding.UTF8.GetBytes(text, writer);
        writer.Write("\n"u8);
    }
}
