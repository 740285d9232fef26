using Supervision.Actors;

namespace Supervision.Control;

/// <summary>What was last asked of each engine, and by whom, for those who wait for what an earlier command asked for. Thread-safe.</summary>
internal sealed class OrderBook
{
    private readonly Lock _gate = new();

    // What the tree has accepted, and what it was asked at all: its answer may be known later than what it does.
    private readonly Dictionary<string, Order> _accepted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Order> _asked = new(StringComparer.Ordinal);
    private long _number;

    /// <summary>Gives a command to the tree.</summary>
    /// <param name="order">The command, for this once.</param>
    /// <param name="ask">Sends it.</param>
    public async Task<EngineCommandResult> GiveAsync(Order order, Func<Task<EngineCommandResult>> ask)
    {
        Task<EngineCommandResult> answer;
        lock (_gate)
        {
            // The numbers ascend as the tree gets the commands.
            order.Number = ++_number;
            _asked[order.About] = order;
            answer = ask();
        }

        var result = await answer.ConfigureAwait(false);
        lock (_gate)
        {
            // What was refused overtakes nobody.
            if (result is EngineCommandResult.Accepted or EngineCommandResult.Waiting
                && !(_accepted.TryGetValue(order.About, out var last) && last.Number > order.Number))
            {
                _accepted[order.About] = order;
            }
        }

        return result;
    }

    /// <summary>Whether the last command may still be on its way to another goal, whatever a snapshot says.</summary>
    public bool LeadsElsewhere(string about, string goal)
    {
        lock (_gate)
        {
            return _asked.TryGetValue(about, out var last) && last.Goal != goal;
        }
    }

    /// <summary>The later command that leads elsewhere; null where there is none.</summary>
    /// <param name="order">The earlier one.</param>
    /// <param name="isSeen">Whether something was seen that leads elsewhere, so that the tree's answer need not be waited for.</param>
    public Order? OvertakerOf(Order order, bool isSeen = false)
    {
        lock (_gate)
        {
            return (isSeen ? _asked : _accepted).TryGetValue(order.About, out var last) && last.Number > order.Number && last.Goal != order.Goal ? last : null;
        }
    }

    /// <summary>A command.</summary>
    /// <param name="about">What it is about: commands about different things do not overtake each other.</param>
    /// <param name="goal">What it leads to: commands with the same goal do not overtake each other.</param>
    /// <param name="command">What it is called.</param>
    /// <param name="by">Who gives it.</param>
    internal sealed class Order(string about, string goal, string command, ControlCaller by)
    {
        public string About => about;

        public string Goal => goal;

        public long Number { get; set; }

        public override string ToString() => $"'{command}' of {by}";
    }
}
