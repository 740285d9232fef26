using System.Globalization;
using System.Text;
using TinyEngine.Processes;

namespace TinyEngine;

/// <summary>
/// Lines in the shape that vLLM prints, each written whole. A full pipe blocks the caller, as it does in a real engine:
/// whoever supervises us must read.
/// </summary>
internal sealed class EngineLog(TimeProvider time)
{
    // By number: the console's own streams are duplicates, which would keep a pipe open that a fault has closed.
    private const int Stdout = 1;
    private const int Stderr = 2;

    private readonly Lock _lock = new();

    public void Info(string area, string text) => Line("INFO", area, text);

    public void Warning(string area, string text) => Line("WARNING", area, text);

    public void Error(string area, string text) => Line("ERROR", area, text);

    /// <summary>The second shape found in the wild: uvicorn's, with no time.</summary>
    public void Server(string text) => Raw($"INFO:     {text}");

    public void Raw(string text) => Write(Stdout, text);

    public void RawError(string text) => Write(Stderr, text);

    private void Line(string level, string area, string text) =>
        Raw(string.Create(CultureInfo.InvariantCulture, $"{level} {time.GetLocalNow():MM-dd HH:mm:ss} [{area}] {text}"));

    private void Write(int descriptor, string text)
    {
        byte[] line = Encoding.UTF8.GetBytes(text + "\n");
        lock (_lock)
        {
            // A reader that has gone away is no reason to stop serving.
            Native.WriteAll(descriptor, line);
        }
    }
}
