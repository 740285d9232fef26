namespace Supervision.Hocon;

/// <summary>One error with its place.</summary>
/// <param name="Origin">Where.</param>
/// <param name="Message">What is wrong, and what to do where that is not plain.</param>
/// <param name="SourceLine">The line of the source; null where it is not known.</param>
public sealed record HoconError(HoconOrigin Origin, string Message, string? SourceLine = null)
{
    /// <summary><c>file:line:column: error: message</c>.</summary>
    public override string ToString() => $"{Origin}: error: {Message}";

    /// <summary>Compiler style: the error, then the source line with a caret under the column.</summary>
    public string Render()
    {
        var message = HoconExcerpt.OneLine(ToString());
        return SourceLine is null ? message : $"{message}\n{HoconExcerpt.Render(SourceLine, Origin.Column)}";
    }
}
