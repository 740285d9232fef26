using System.Diagnostics.CodeAnalysis;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The rules of one <c>ReceiveWhile</c>, for both its forms.</summary>
    private sealed class Collector<T>
        where T : notnull
    {
        private readonly TestKitBase _kit;
        private readonly Func<object, (bool Go, bool Keep, T? Result)> _decide;
        private readonly TimeSpan? _idle;
        private readonly TimeSpan _end;
        private int _left;
        private MessageEnvelope _last = NullMessageEnvelope.Instance;
        private (bool Go, bool Keep, T? Result) _current;

        public Collector(TestKitBase kit, Func<object, T?> filter, TimeSpan? max, TimeSpan? idle, int messages)
            : this(kit, max, idle, messages)
        {
            ArgumentNullException.ThrowIfNull(filter);
            _decide = message => filter(message) is { } result ? (true, true, result) : default;
        }

        public Collector(
            TestKitBase kit, Predicate<T> shouldContinue, TimeSpan? max, TimeSpan? idle, int messages, bool ignoreOtherTypes)
            : this(kit, max, idle, messages)
        {
            ArgumentNullException.ThrowIfNull(shouldContinue);
            _decide = message => message is T typed
                ? shouldContinue(typed) ? (true, true, typed) : default
                : (ignoreOtherTypes, false, default);
        }

        private Collector(TestKitBase kit, TimeSpan? max, TimeSpan? idle, int messages)
        {
            _kit = kit;
            _idle = idle is { } value && !value.IsInfinite() ? value : null;
            _end = Now + kit.RemainingOrDilated(max);
            _left = messages;
            _decide = static _ => default;
        }

        public bool Wants => _left > 0;

        public TimeSpan NextLimit => Left(_end).Min(_idle);

        // The message has only been looked at; it leaves the queue when it is accepted.
        public bool Accepts(MessageEnvelope envelope)
        {
            // The filter may look at the sender; what it refuses is not the last message in the end.
            _kit._lastMessage = envelope;
            _current = _decide(envelope.Message!);
            if (!_current.Go)
            {
                return false;
            }

            _kit._queue.TryGet(remove: true, out _);
            _last = envelope;
            return true;
        }

        public bool TakeResult([MaybeNullWhen(false)] out T result)
        {
            result = _current.Result;
            if (!_current.Keep || result is null)
            {
                return false;
            }

            _left--;
            return true;
        }

        public void Finish()
        {
            _kit._lastMessage = _last;
            _kit._lastWasNoMsg = true;
        }
    }
}
