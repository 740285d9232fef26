namespace Supervision.Engines.Tests.Support;

/// <summary>A test with the time limit that all tests here have: many times what it needs, for machines with many neighbours.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class LimitedFactAttribute : FactAttribute
{
    public LimitedFactAttribute() => Timeout = 240_000;
}
