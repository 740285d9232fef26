using Supervision.Actors.Messages;

namespace Supervision.Actors.Tests.Messages;

public sealed class FileProblemTests
{
    [Fact]
    public void FullDisk_IsSaidWithoutThePathAndWithWhatHelps()
    {
        var error = Assert.Throws<IOException>(() => File.WriteAllText("/dev/full", "x"));

        Assert.Equal("No space left on device; make room on its file system, or choose another path", FileProblem.Of(error, "/dev/full"));
    }

    [Fact]
    public void Directory_IsNoMatterOfPermissions() =>
        Assert.Equal("it is a directory; name a file", FileProblem.Of(Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllText("/tmp")), "/tmp"));

    [Fact]
    public void File_ThatIsMissing_IsSaidInWords() =>
        Assert.Equal("there is no such file or directory", FileProblem.Of(Assert.Throws<FileNotFoundException>(() => File.ReadAllText("/tmp/none-of-these")), "/tmp/none-of-these"));
}
