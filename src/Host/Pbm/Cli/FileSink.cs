using System.Text;

namespace Supervision.Pbm.Cli;

/// <summary>Results into a file, problems as the other sink has them.</summary>
internal sealed class FileSink : ResultSink, IDisposable
{
    private const int Unbuffered = 0;
    private readonly StreamWriter _file;
    private readonly ResultSink _problems;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public FileSink(string path, bool append, ResultSink problems)
    {
        // The writer has a buffer; one below it would try again what has failed.
        var file = new FileStream(path, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, Unbuffered);
        _file = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _problems = problems;
    }

    /// <summary>Why the file takes no more; null while it does.</summary>
    public string? Failure { get; private set; }

    public override bool Put(string text) => Try(() =>
    {
        _file.Write(text);
        _file.Write('\n');
    });

    public override void Problem(string message) => _problems.Problem(message);

    public override bool Flush() => Try(_file.Flush);

    public void Dispose()
    {
        // What fails here is in Failure; the writer forgets it then, so that its own end does not fail once more.
        Flush();
        _file.Dispose();
    }

    private bool Try(Action write)
    {
        try
        {
            if (Failure is null)
                write();
        }
        catch (IOException error)
        {
            Failure = FileProblem.Of(error);
        }
        return Failure is null;
    }
}
