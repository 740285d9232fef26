namespace Supervision;

/// <summary>The result of what has no result but that it is done.</summary>
public sealed class Done
{
    /// <summary>The only one.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
