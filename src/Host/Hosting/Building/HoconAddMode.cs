namespace Supervision.Hosting;

/// <summary>How configuration is added to what is there.</summary>
public enum HoconAddMode
{
    /// <summary>Wins over what is there.</summary>
    Prepend,

    /// <summary>Supplies what is missing there.</summary>
    Append,

    /// <summary>Takes the place of what is there.</summary>
    Replace,
}
