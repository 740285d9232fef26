using System.Text;
using Supervision.Pbm.Terminals;

namespace Supervision.Pbm.Cli.Prompt;

/// <summary>Reads lines from a terminal, with editing, history and completion. A long line is shown in part.</summary>
internal sealed class LineEditor(IPbmConsole console, History history, Func<string, Task<Completion>> complete)
{
    private readonly KeyReader _keys = new(console);
    private readonly StringBuilder _line = new();
    private string _prompt = "";
    private int _cursor;
    private int _shownFrom;
    private int _historyAt;
    private string _unfinished = "";

    /// <summary>Reads one line.</summary>
    /// <param name="prompt">What stands before it.</param>
    /// <param name="ended">Looked at now and then; true ends the wait.</param>
    public async Task<EditedLine> ReadAsync(string prompt, Func<bool> ended)
    {
        _prompt = prompt;
        _line.Clear();
        _cursor = _shownFrom = 0;
        _historyAt = history.Lines.Count;
        _unfinished = "";
        Show();
        bool tabBefore = false;
        while (true)
        {
            if (_keys.Next(ended) is not { } press)
                return Leave(EditedLineKind.Ended);
            switch (press.Key)
            {
                case Key.Enter:
                    return Leave(EditedLineKind.Line);
                case Key.Interrupt:
                    console.Write("^C");
                    return Leave(EditedLineKind.Interrupted);
                case Key.EndOfText when _line.Length == 0:
                case Key.Closed:
                    return Leave(EditedLineKind.EndOfInput);
                case Key.Tab:
                    await CompleteAsync(tabBefore).ConfigureAwait(false);
                    break;
                default:
                    Edit(press);
                    break;
            }
            tabBefore = press.Key == Key.Tab;
            Show();
        }
    }

    private EditedLine Leave(EditedLineKind kind)
    {
        console.Write("\r\n");
        return new EditedLine(kind, _line.ToString());
    }

    private void Edit(KeyPress press)
    {
        switch (press.Key)
        {
            case Key.Character:
                _line.Insert(_cursor, press.Text);
                _cursor += press.Text.Length;
                break;
            case Key.Backspace:
                Erase(Before(_cursor), _cursor);
                break;
            case Key.Delete or Key.EndOfText:
                Erase(_cursor, After(_cursor));
                break;
            case Key.Left:
                _cursor = Before(_cursor);
                break;
            case Key.Right:
                _cursor = After(_cursor);
                break;
            case Key.Home:
                _cursor = 0;
                break;
            case Key.End:
                _cursor = _line.Length;
                break;
            case Key.WordLeft:
                _cursor = WordStart();
                break;
            case Key.WordRight:
                while (_cursor < _line.Length && _line[_cursor] == ' ')
                    _cursor++;
                while (_cursor < _line.Length && _line[_cursor] != ' ')
                    _cursor++;
                break;
            case Key.EraseWord:
                Erase(WordStart(), _cursor);
                break;
            case Key.EraseBefore:
                Erase(0, _cursor);
                break;
            case Key.EraseAfter:
                Erase(_cursor, _line.Length);
                break;
            case Key.Up:
                Recall(_historyAt - 1);
                break;
            case Key.Down:
                Recall(_historyAt + 1);
                break;
            case Key.ClearScreen:
                console.Write("\e[H\e[2J");
                break;
        }
    }

    private async Task CompleteAsync(bool again)
    {
        Completion found = await complete(_line.ToString(0, _cursor)).ConfigureAwait(false);
        if (found.Values.Count == 0)
            return;
        string common = found.Values.Aggregate(Common);
        string typed = _line.ToString(found.Start, _cursor - found.Start);
        string text = found.Values.Count == 1 ? CommandWords.Quote(common) + " " : CommandWords.Quote(common);
        if (found.Values.Count == 1 || common.Length > found.Typed.Length)
        {
            _line.Remove(found.Start, typed.Length).Insert(found.Start, text);
            _cursor = found.Start + text.Length;
        }
        else if (again)
        {
            console.Write("\r\n" + string.Join("  ", found.Values.Take(200)) + "\r\n");
        }
    }

    private static string Common(string a, string b)
    {
        int length = 0;
        while (length < a.Length && length < b.Length && a[length] == b[length])
            length++;
        return a[..length];
    }

    private void Recall(int index)
    {
        if (index < 0 || index > history.Lines.Count)
            return;
        if (_historyAt == history.Lines.Count)
            _unfinished = _line.ToString();
        _historyAt = index;
        _line.Clear().Append(index == history.Lines.Count ? _unfinished : history.Lines[index]);
        _cursor = _line.Length;
    }

    private void Erase(int from, int to)
    {
        _line.Remove(from, to - from);
        _cursor = from;
    }

    private int WordStart()
    {
        int at = _cursor;
        while (at > 0 && _line[at - 1] == ' ')
            at--;
        while (at > 0 && _line[at - 1] != ' ')
            at--;
        return at;
    }

    private int Before(int at) => at == 0 ? 0 : at > 1 && char.IsLowSurrogate(_line[at - 1]) ? at - 2 : at - 1;

    private int After(int at) => at == _line.Length ? at : at + 1 < _line.Length && char.IsHighSurrogate(_line[at]) ? at + 2 : at + 1;

    private void Show()
    {
        int room = Math.Max(8, console.Size.Columns - Columns.Of(_prompt) - 1);
        _shownFrom = Math.Min(_shownFrom, _cursor);
        while (Columns.Of(_line.ToString(_shownFrom, _cursor - _shownFrom)) > room)
            _shownFrom = After(_shownFrom);
        int to = _shownFrom;
        while (to < _line.Length && Columns.Of(_line.ToString(_shownFrom, After(to) - _shownFrom)) <= room)
            to = After(to);
        int behind = Columns.Of(_line.ToString(_cursor, Math.Max(0, to - _cursor)));
        console.Write($"\r{_prompt}{_line.ToString(_shownFrom, to - _shownFrom)}\e[K{(behind > 0 ? $"\e[{behind}D" : "")}");
    }
}
