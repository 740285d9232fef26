using Supervision.Actor;

namespace Supervision.Configuration;

/// <summary>A configuration is malformed, or a value is not of the type that was asked for.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public ConfigurationException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="exception">The cause.</param>
    public ConfigurationException(string message, Exception? exception) : base(message, exception)
    {
    }

    /// <summary>The error of a component that needs a section which is absent or empty.</summary>
    /// <param name="path">The section's path; null where it is not known.</param>
    /// <typeparam name="T">The component.</typeparam>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) => new(
        path is null
            ? $"{typeof(T).Name} needs a configuration section, and none was given"
            : $"{typeof(T).Name} needs the configuration section '{path}', which is absent or empty");
}
