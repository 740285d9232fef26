using Microsoft.Extensions.Logging;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting.Tests.Support;

/// <summary>One captured entry.</summary>
internal sealed record LogEntry(string Category, MsLevel Level, EventId Id, string Text, IReadOnlyDictionary<string, object?> Fields);
