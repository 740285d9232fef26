// Overview
// What may be secret is known by names only: of keys, of environment variables, of command-line options, of parts of URLs. A mask that
// hides too much costs a reader a moment; one that hides too little costs a key. Hence names match loosely and values that were found to
// be secret in one place are hidden wherever else they appear. The one exception are options: "token" is also a unit of language models,
// and --tokenizer or --max-tokens hidden would make the command of nearly every engine unreadable.
using System.Text.RegularExpressions;
using Supervision.Hocon;

namespace Supervision.Actors.Settings;

/// <summary>Hides secrets in configuration that is shown to people.</summary>
public static partial class SecretMask
{
    /// <summary>What stands for a secret.</summary>
    public const string Hidden = "***";

    // Shorter texts, and numbers, would be found all over a configuration.
    private const int ShortestSearched = 6;

    private static readonly string[] _words =
        ["password", "passwd", "passphrase", "secret", "token", "apikey", "credential", "privatekey", "accesskey", "accountkey", "authorization", "cookie"];

    // Whole words at the end of a name: PWD alone is a directory.
    private static readonly string[] _ends = ["key", "pwd", "auth"];

    /// <summary>
    /// Whether a key or an environment variable of this name holds a secret: the name contains password, passwd, passphrase, secret,
    /// token (but not tokenizer), api-key, access-key, account-key, credential, private-key, authorization or cookie, in any case and
    /// with or without <c>-</c>, <c>_</c> and <c>.</c>; or it has two words or more of which the last is key, pwd or auth.
    /// </summary>
    /// <param name="name">The name of a key or variable.</param>
    public static bool IsSecretName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = Plain(name).Replace("tokenizer", "", StringComparison.Ordinal);
        return Array.Exists(_words, word => plain.Contains(word, StringComparison.Ordinal)) || HasSecretEnd(name);
    }

    /// <summary>
    /// The same configuration with <see cref="Hidden"/> in place of secrets: values below keys with a secret name, values of
    /// environment variables with one, user information and parameters in URLs, arguments such as <c>--api-key X</c>, assignments
    /// such as <c>HF_TOKEN=X</c> and bearer tokens within texts, and the texts of <paramref name="known"/> wherever they appear.
    /// Origins are kept; null stays null.
    /// </summary>
    /// <param name="configuration">A resolved configuration.</param>
    /// <param name="known">Texts known to be secret; those of fewer than six characters, and numbers, are not searched for.</param>
    public static HoconObject Apply(HoconObject configuration, IEnumerable<string>? known = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var secrets = new HashSet<string>(known ?? [], StringComparer.Ordinal);
        Collect(configuration, false, secrets);
        secrets.RemoveWhere(text => text.Length < ShortestSearched || text.All(c => char.IsAsciiDigit(c) || c == '.'));

        // The longest first: one secret may be part of another.
        return (HoconObject)Mask(configuration, false, [.. secrets.OrderByDescending(text => text.Length)]);
    }

    /// <summary>One text with <see cref="Hidden"/> in place of what its form shows to be secret.</summary>
    /// <param name="text">For example a command line, a URL or a header.</param>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = PrivateKey().Replace(text, "$1" + Hidden + "$2");
        text = WellKnown().Replace(text, Hidden);
        text = UserInformation().Replace(text, Hidden + "@");
        text = User().Replace(text, "$1" + Hidden);
        text = Bearer().Replace(text, "$1 " + Hidden);
        text = Named().Replace(text, match => IsSecretName(match.Groups[2].Value) ? match.Groups[1].Value + Hidden : match.Value);
        text = Argument().Replace(text, match => IsSecretOption(match.Groups[1].Value) ? match.Groups[1].Value + match.Groups[2].Value + Hidden : match.Value);
        return Assignment().Replace(text, match => IsSecretName(match.Groups[1].Value) ? $"{match.Groups[1].Value}={Hidden}" : match.Value);
    }

    /// <summary>Whether a value came from an environment variable with a secret name.</summary>
    internal static bool IsOfSecretVariable(HoconScalar scalar)
    {
        const string Variable = "environment variable ";
        var source = scalar.Origin.Source;
        return source.StartsWith(Variable, StringComparison.Ordinal) && IsSecret(source[Variable.Length..], scalar);
    }

    // Where a secret lies is none, as long as it looks like a place: token-file = /run/secrets/token.
    private static bool IsSecret(string name, HoconValue value) => IsSecretName(name)
        && !((name.EndsWith("file", StringComparison.OrdinalIgnoreCase) || name.EndsWith("path", StringComparison.OrdinalIgnoreCase))
            && value is HoconScalar { Text: "" or ['/', ..] });

    private static void Collect(HoconValue value, bool isSecret, HashSet<string> secrets)
    {
        switch (value)
        {
            case HoconObject fields:
                foreach (var (key, child) in fields)
                    Collect(child, isSecret || IsSecret(key, child), secrets);
                break;
            case HoconArray items:
                foreach (var item in items)
                    Collect(item, isSecret, secrets);
                break;
            case HoconScalar { Kind: HoconScalarKind.String } scalar when isSecret:
                secrets.Add(scalar.Text);
                break;
        }
    }

    private static HoconValue Mask(HoconValue value, bool isSecret, IReadOnlyList<string> secrets) => value switch
    {
        HoconObject fields => HoconObject.From(
            fields.Select(field => KeyValuePair.Create(field.Key, Mask(field.Value, isSecret || IsSecret(field.Key, field.Value), secrets))), fields.Origin),
        HoconArray items => new HoconArray(Items(items, isSecret, secrets), items.Origin),
        HoconScalar { IsNull: false } scalar => Scalar(scalar, isSecret, secrets),
        _ => value,
    };

    // What follows a secret option up to the next option is its value: some take several.
    private static List<HoconValue> Items(HoconArray items, bool isSecret, IReadOnlyList<string> secrets)
    {
        var masked = new List<HoconValue>(items.Count);
        var follows = false;
        var previous = "";
        foreach (var item in items)
        {
            var user = previous is "-u" or "--user" && item is HoconScalar ? User().Match($"{previous} {((HoconScalar)item).Text}") : Match.Empty;
            previous = (item as HoconScalar)?.Text ?? "";
            if (user.Success)
            {
                masked.Add(new HoconScalar(HoconScalarKind.String, $"{previous.Split(':')[0]}:{Hidden}", item.Origin));
                continue;
            }

            if (item is HoconScalar { IsNull: false } scalar && scalar.Text.StartsWith('-'))
                follows = IsSecretOption(scalar.Text);
            else if (follows)
            {
                masked.Add(Mask(item, true, secrets));
                continue;
            }

            masked.Add(Mask(item, isSecret, secrets));
        }

        return masked;
    }

    private static HoconScalar Scalar(HoconScalar scalar, bool isSecret, IReadOnlyList<string> secrets)
    {
        if (isSecret || IsOfSecretVariable(scalar))
            return new HoconScalar(HoconScalarKind.String, Hidden, scalar.Origin);
        if (scalar.Kind != HoconScalarKind.String)
            return scalar;
        var text = secrets.Aggregate(Text(scalar.Text), (shown, secret) => shown.Replace(secret, Hidden, StringComparison.Ordinal));
        return text == scalar.Text ? scalar : new HoconScalar(HoconScalarKind.String, text, scalar.Origin);
    }

    private static bool IsSecretOption(string option)
    {
        var words = option.TrimStart('-').Split('-', '_', '.');
        var plain = Plain(option);
        return Array.Exists(words, word => word.EndsWith("token", StringComparison.OrdinalIgnoreCase))
            || Array.Exists(_words, word => word != "token" && plain.Contains(word, StringComparison.Ordinal))
            || HasSecretEnd(option.TrimStart('-'));
    }

    private static bool HasSecretEnd(string name) =>
        name.LastIndexOfAny(['-', '_', '.']) is > 0 and var at
        && Array.Exists(_ends, end => name.AsSpan(at + 1).Equals(end, StringComparison.OrdinalIgnoreCase));

    private static string Plain(string name) => string.Concat(name.Where(c => c is not ('-' or '_' or '.'))).ToLowerInvariant();

    [GeneratedRegex("""(?<=://)[^/@\s"']*@""")]
    private static partial Regex UserInformation();

    [GeneratedRegex(@"\b(authorization:\s*\w+|bearer)\s+[^\s""']+", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    [GeneratedRegex("""(?<![\w-])(--?[A-Za-z][\w.-]*)(=|\s+(?!-))((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+)""")]
    private static partial Regex Argument();

    // name: value, as in headers, JSON and YAML.
    [GeneratedRegex("""((?<![\w.-])["']?([A-Za-z_][\w.-]*)["']?\s*:\s*["']?)(?!//|\w+\s+\*\*\*)[^\s"',}]+""")]
    private static partial Regex Named();

    // -u name:password, as curl has it.
    [GeneratedRegex("""((?<![\w-])(?:-u|--user)[=\s]\s*["']?[^\s"':]+:)[^\s"']+""")]
    private static partial Regex User();

    [GeneratedRegex("(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END|$)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    // Forms that give a token away whatever it is called.
    [GeneratedRegex(@"\b(?:sk-[\w-]{16,}|hf_\w{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|nvapi-[\w-]{20,}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)")]
    private static partial Regex WellKnown();

    [GeneratedRegex("""(?<![\w.-])([A-Za-z_][\w.-]*)=("[^"]*"|'[^']*'|[^\s"'&]+)""")]
    private static partial Regex Assignment();
}
