namespace Supervision.Entrypoint.Output;

// Overview
// A process can be started with standard descriptors closed. The next file that anything opens then gets their number, and what is
// meant for a terminal would be written into that file: into a pipe of the runtime itself, as was seen. So the descriptors are looked
// at before anything is written. One that is closed is opened on /dev/null, which also keeps the engines' pipes off these numbers. One
// that is marked close-on-exec cannot have come through exec, so it is somebody else's by now, and nothing is ever written to it.

/// <summary>The descriptors 0, 1 and 2 of this process.</summary>
internal static class StandardDescriptors
{
    private const int OutputNumber = 1;
    private const int ErrorNumber = 2;
    private const int Nothing = -1;

    /// <summary>Opens what is closed. Call it once, first of all.</summary>
    /// <returns>Where standard output and standard error go.</returns>
    public static (IByteTarget Output, IByteTarget Error) Secure()
    {
        for (int fd = 0; fd <= ErrorNumber; fd++)
            if (Interop.Fcntl(fd, Interop.F_GETFD) < 0)
                Interop.Open("/dev/null", Interop.O_RDWR);
        return (Target(OutputNumber), Target(ErrorNumber));
    }

    private static FileDescriptorTarget Target(int fd)
    {
        bool inherited = (Interop.Fcntl(fd, Interop.F_GETFD) & Interop.FD_CLOEXEC) == 0;
        return new FileDescriptorTarget(inherited ? fd : Nothing);
    }
}
