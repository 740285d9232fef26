namespace Supervision.Posix;

/// <summary>What an Xid error asks for.</summary>
public enum XidClass
{
    /// <summary>Not known here; NVIDIA's catalogue may have it.</summary>
    Unknown,

    /// <summary>The program's own error, or contained in it: restart the program.</summary>
    Application,

    /// <summary>The GPU must be reset, or worse, before a program can use it again.</summary>
    Device,

    /// <summary>Noted for later; programs go on.</summary>
    Notice,
}
