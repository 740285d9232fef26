using System.Collections.Concurrent;
using Supervision.Configuration;

namespace Supervision.Actor;

/// <summary>Deployments by path, from <c>akka.actor.deployment</c>. A name may be <c>*</c>; <c>**</c> at the end fits everything below.</summary>
public class Deployer
{
    private readonly ConcurrentDictionary<string, Deploy> _byPath = new(StringComparer.Ordinal);

    /// <summary>Reads the deployments of a system.</summary>
    public Deployer(Settings settings)
    {
        foreach ((string key, Config config) in settings.DeploymentSections())
        {
            if (key != "default")
            {
                SetDeploy(ParseConfig(key, config));
            }
        }
    }

    internal bool HasDeployments => !_byPath.IsEmpty;

    /// <summary>The deployment for a path; null when there is none.</summary>
    public Deploy? Lookup(ActorPath path) => path.Elements is { Count: > 1 } elements && elements[0] == "user" ? Lookup(elements.Skip(1)) : null;

    /// <summary>The deployment for names below <c>/user</c>; null when there is none.</summary>
    public Deploy? Lookup(IEnumerable<string> path)
    {
        string[] names = path.ToArray();
        if (_byPath.TryGetValue(ActorPath.FormatPathElements(names), out Deploy? exact))
        {
            return exact;
        }

        return _byPath.FirstOrDefault(entry => Fits(entry.Key.Split('/', StringSplitOptions.RemoveEmptyEntries), names)).Value;
    }

    /// <summary>Adds a deployment.</summary>
    public void SetDeploy(Deploy deploy) => _byPath[deploy.Path] = deploy;

    /// <summary>Reads one deployment.</summary>
    /// <param name="key">The path below <c>/user</c>, with a slash in front.</param>
    /// <param name="config">Its section.</param>
    public virtual Deploy ParseConfig(string key, Config config) => new(
        key,
        config,
        LocalScope.Instance,
        config.GetString("dispatcher", Deploy.NoDispatcherGiven) ?? Deploy.NoDispatcherGiven,
        config.GetString("mailbox", Deploy.NoMailboxGiven) ?? Deploy.NoMailboxGiven,
        config.GetInt("stash-capacity", Deploy.NoStashSize));

    private static bool Fits(string[] pattern, string[] names)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == "**" && i == pattern.Length - 1)
            {
                return names.Length > i;
            }

            if (i >= names.Length || (pattern[i] != "*" && pattern[i] != names[i]))
            {
                return false;
            }
        }

        return pattern.Length == names.Length;
    }
}
