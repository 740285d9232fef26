using System.Reflection;
using System.Text;
using Supervision.Actors.Messages;

namespace Supervision.Entrypoint.Tests.Logging;

public sealed class DaemonMessagesTests
{
    private static readonly IReadOnlyList<DaemonMessage> All =
    [
        .. typeof(DaemonMessages).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DaemonMessage)field.GetValue(null)!)
            .OrderBy(message => message.Id),
    ];

    [Fact]
    public void Ids_OfAllMessages_AreUnique() => Assert.Equal(All.Count, All.Select(message => message.Id).Distinct().Count());

    /// <summary>People filter and alert on these; a change shows up in review.</summary>
    [Fact]
    public void List_OfAllMessages_MatchesItsBaseline()
    {
        var text = new StringBuilder();
        foreach (DaemonMessage message in All)
            text.Append($"{message.Id}  {message.Level,-11}  {message.Name,-24}  {message.Template}\n");
        Baseline.Verify("Logging/messages.txt", text.ToString());
    }
}
