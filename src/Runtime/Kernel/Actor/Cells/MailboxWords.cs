using System.Diagnostics.CodeAnalysis;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor.Internal;

/// <summary>The part of a cell that tellers write. A structure, so that it lies behind everything else of the cell.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The words of a queue are read and written with fences.")]
internal struct MailboxWords
{
    public MessageNode? Users;
    public SystemMessage? System;
    public SegmentQueue? Segments;
    public int Status;
}
