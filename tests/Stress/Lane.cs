namespace Supervision.Stress;

// Overview
// A lane is one sender and one receiver. The sender numbers what it tells, 1, 2, 3 …; the receiver checks that the numbers come
// without a gap and without a repetition. What a receiver did not live to see must come out as a dead letter, once each:
// at the end received + dead = sent, and the dead numbers are exactly those after the last one received.

/// <summary>The messages of one sender to one receiver, counted.</summary>
internal sealed class Lane(string sender, Record receiver)
{
    private long _sent;
    private long _received;
    private long _dead;
    private long _deadSum;

    public Record Receiver { get; } = receiver;

    public long Sent => Volatile.Read(ref _sent);

    public long Received => Volatile.Read(ref _received);

    public long Dead => Volatile.Read(ref _dead);

    public bool IsSettled => Received + Dead == Sent;

    /// <summary>Counts one more and tells it. Only the sender calls this, on one thread at a time.</summary>
    public void Tell(Job job, int salt, IActorRef? from) => Receiver.Ref!.Tell(Next(job, salt), from);

    public Numbered Next(Job job, int salt)
    {
        var number = _sent + 1;
        Volatile.Write(ref _sent, number);
        return new Numbered(this, number, job, salt);
    }

    /// <summary>The receiver has got a message.</summary>
    public void Arrived(long number, Record at)
    {
        if (!ReferenceEquals(at, Receiver))
            Violations.Report($"message {number} of {this} arrived at {at}");
        if (number != _received + 1)
            Violations.Report($"{(number <= _received ? "doubled or overtaken" : "lost or overtaking")} message: {number} came after {_received} at {this}");
        Volatile.Write(ref _received, number);
    }

    /// <summary>A message has become a dead letter.</summary>
    public void Died(long number)
    {
        Interlocked.Add(ref _deadSum, number);
        Interlocked.Increment(ref _dead);
    }

    public void CheckSum()
    {
        var (first, last) = (Received + 1, Sent);
        if (IsSettled && Volatile.Read(ref _deadSum) != (first + last) * (last - first + 1) / 2)
            Violations.Report($"the dead letters are not the messages that were not received: {this}");
    }

    public override string ToString() => $"[{sender} -> {Receiver}: sent {Sent}, received {Received}, dead {Dead}]";
}
