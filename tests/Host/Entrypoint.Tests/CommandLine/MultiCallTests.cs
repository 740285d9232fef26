using Supervision.Entrypoint.CommandLine;

namespace Supervision.Entrypoint.Tests.CommandLine;

public sealed class MultiCallTests
{
    [Theory]
    [InlineData("/usr/bin/standard-supervisor", "standard-supervisor")]
    [InlineData("standard-supervisor", "standard-supervisor")]
    [InlineData("/opt/aws/supervisor-entrypoint.sh", "supervisor-entrypoint")]
    public void Find_CalledByName_TakesAllArguments(string path, string name)
    {
        var found = MultiCall.Find([path], ["run", "--help"]);

        Assert.Equal(name, found!.Value.Name);
        Assert.Equal(["run", "--help"], found.Value.Arguments);
    }

    [Fact]
    public void Find_FirstWord_IsTakenAway()
    {
        var found = MultiCall.Find(["/usr/bin/supervision"], ["standard-supervisor", "vllm", "--help"]);

        Assert.Equal("standard-supervisor", found!.Value.Name);
        Assert.Equal(["vllm", "--help"], found.Value.Arguments);
    }

    [Theory]
    [InlineData]
    [InlineData("run", "standard-supervisor")]
    [InlineData("--", "standard-supervisor")]
    public void Find_Anything_Else_IsNone(params string[] args) => Assert.Null(MultiCall.Find(["/usr/bin/supervision"], args));
}
