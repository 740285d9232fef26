namespace Supervision.TestKit.Xunit2.Attributes;

/// <summary>Switches of the environment that skip tests.</summary>
internal static class LocalSwitch
{
    public static bool IsOn(string variable) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), "true", StringComparison.OrdinalIgnoreCase);
}
