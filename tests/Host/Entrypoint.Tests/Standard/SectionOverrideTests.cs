using Supervision.Entrypoint.Standard;

namespace Supervision.Entrypoint.Tests.Standard;

public sealed class SectionOverrideTests
{
    [Theory]
    [InlineData("SUPERVISOR_PROGRAM__APP_STARTSECS", "program:app", "startsecs")]
    [InlineData("SUPERVISOR_SUPERVISORD_LOGLEVEL", "supervisord", "loglevel")]
    [InlineData("SUPERVISOR_UNIX_HTTP_SERVER_FILE", "unix_http_server", "file")]
    [InlineData("SUPERVISOR_123_456", "123", "456")]
    [InlineData("SUPERVISOR_WEB1__API2_PORT8080", "web1:api2", "port8080")]
    [InlineData("SUPERVISOR_A__B__C_D", "a:b:c", "d")]
    // Keys with an underscore, which the last '_' alone would cut.
    [InlineData("SUPERVISOR_PROGRAM__APP_STDOUT_LOGFILE", "program:app", "stdout_logfile")]
    [InlineData("SUPERVISOR_PROGRAM__MY_APP_REDIRECT_STDERR", "program:my_app", "redirect_stderr")]
    [InlineData("SUPERVISOR_PROGRAM__APP_STDERR_LOGFILE_MAXBYTES", "program:app", "stderr_logfile_maxbytes")]
    [InlineData("SUPERVISOR_SUPERVISORD_LOGFILE_MAXBYTES", "supervisord", "logfile_maxbytes")]
    public void Of_WellFormed_IsASectionAndAKey(string name, string section, string key)
    {
        Assert.Equal(new SectionOverride(name, section, key, "v"), SectionOverride.Of(name, " v "));
        Assert.False(SectionOverride.IsMalformed(name));
    }

    [Theory]
    [InlineData("SUPERVISOR_")]
    [InlineData("SUPERVISOR_PROGRAM")]
    [InlineData("SUPERVISOR_PROGRAM_")]
    [InlineData("SUPERVISOR__WEB_COMMAND")]
    [InlineData("SUPERVISOR_PROGRAM__COMMAND")]
    [InlineData("SUPERVISOR_PROGRAM___WEB_COMMAND")]
    [InlineData("SUPERVISOR_PROGRAM__WEB_COMMAND_")]
    [InlineData("SUPERVISOR_program__web_command")]
    [InlineData("SUPERVISOR_BAD=1\n")]
    public void Of_Malformed_IsNoneAndIsTold(string name)
    {
        Assert.Null(SectionOverride.Of(name, "v"));
        Assert.True(SectionOverride.IsMalformed(name));
    }

    [Theory]
    [InlineData("SUPERVISOR_CONFIG_PATH")]
    [InlineData("SUPERVISOR_LOG_LEVEL")]
    [InlineData("SUPERVISOR_PROCESS_NAME")]
    [InlineData("SUPERVISOR_SERVER_URL")]
    [InlineData("SUPERVISION_LOG_LEVEL")]
    [InlineData("HOME")]
    public void Of_VariableWithAnotherMeaning_IsLeftAlone(string name)
    {
        Assert.Null(SectionOverride.Of(name, "v"));
        Assert.False(SectionOverride.IsMalformed(name));
    }
}
