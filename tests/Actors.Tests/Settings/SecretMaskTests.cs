using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Actors.Tests.Settings;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("Db_PassWd")]
    [InlineData("clientSecret")]
    [InlineData("HF_TOKEN")]
    [InlineData("api-key")]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("aws_credentials")]
    [InlineData("private-key")]
    public void Names_OfSecrets_AreKnown(string name) => Assert.True(SecretMask.IsSecretName(name));

    [Theory]
    [InlineData("key")]
    [InlineData("TOKENIZERS_PARALLELISM")]
    [InlineData("pass-through")]
    [InlineData("model")]
    public void Names_OfOtherThings_AreNot(string name) => Assert.False(SecretMask.IsSecretName(name));

    [Theory]
    [InlineData("serve --api-key abc --port 80", "serve --api-key *** --port 80")]
    [InlineData("serve --api-key='a b' x", "serve --api-key=*** x")]
    [InlineData("serve --flag --token \"a b\"", "serve --flag --token ***")]
    [InlineData("serve --max-tokens 100 --tokenizer qwen --tokenizer-mode auto", "serve --max-tokens 100 --tokenizer qwen --tokenizer-mode auto")]
    [InlineData("HF_TOKEN=abc MODE=fast serve", "HF_TOKEN=*** MODE=fast serve")]
    [InlineData("https://me:pw@host/x", "https://***@host/x")]
    [InlineData("https://host/?a=1&access_token=abc&b=2", "https://host/?a=1&access_token=***&b=2")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: Bearer ***")]
    [InlineData("curl -H 'X: bearer abc'", "curl -H 'X: bearer ***'")]
    [InlineData("mail@host has no secret", "mail@host has no secret")]
    [InlineData("curl -H 'X-Api-Key: abc' http://h:80/", "curl -H 'X-Api-Key: ***' http://h:80/")]
    [InlineData("{\"password\": \"abc\", \"n\": 1}", "{\"password\": \"***\", \"n\": 1}")]
    [InlineData("db_password: abc", "db_password: ***")]
    [InlineData("Authorization: abc", "Authorization: ***")]
    [InlineData("curl -u me:pw http://h", "curl -u me:*** http://h")]
    [InlineData("serve --password=foo\\ bar --token \"a b\"c x", "serve --password=*** --token *** x")]
    [InlineData("a -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----", "a -----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----")]
    [InlineData("x sk-proj-0123456789abcdef y", "x *** y")]
    [InlineData("AccountKey=abc==;x", "AccountKey=***")]
    [InlineData("SSH_KEY=abc KEY=abc", "SSH_KEY=*** KEY=abc")]
    [InlineData("vllm serve --task-skip 5 --kv-cache-dtype fp8", "vllm serve --task-skip 5 --kv-cache-dtype fp8")]
    public void Text_WithASecret_IsMasked(string text, string expected) => Assert.Equal(expected, SecretMask.Text(text));

    [Theory]
    [InlineData("a = [--api-key, one, two, --port, 8080, --secret, 5]", """{"a":["--api-key","***","***","--port",8080,"--secret","***"]}""")]
    [InlineData("a = [curl, -u, \"me:pw\", -u, me]", """{"a":["curl","-u","me:***","-u","me"]}""")]
    [InlineData("password { a = 1, b = [x, null], c { d = true } }", """{"password":{"a":"***","b":["***",null],"c":{"d":"***"}}}""")]
    [InlineData("token = long-secret, b = \"x long-secret y\", c = long", """{"token":"***","b":"x *** y","c":"long"}""")]
    [InlineData("token-file = /run/t, token_path = \"\", apiKeyFile = secret", """{"token-file":"/run/t","token_path":"","apiKeyFile":"***"}""")]
    [InlineData("token = short, b = short", """{"token":"***","b":"short"}""")]
    public void Apply_Configuration_IsMasked(string text, string expected) =>
        Assert.Equal(expected, SecretMask.Apply(HoconDocument.Parse(text).Resolve()).ToString());

    [Fact]
    public void Apply_VariableWithASecretName_IsMaskedUnderAnyKey()
    {
        var resolved = HoconDocument.Parse("a = ${HF_TOKEN}, b = ${OTHER}", new HoconOptions { Environment = name => name + "!" }).Resolve();

        Assert.Equal("""{"a":"***","b":"OTHER!"}""", SecretMask.Apply(resolved).ToString());
    }

    [Fact]
    public void Apply_Origins_AreKept()
    {
        var masked = SecretMask.Apply(HoconDocument.Parse("\na { token = x }", new HoconOptions { SourceName = "f" }).Resolve());

        Assert.Equal("f:2:13", ((HoconObject)masked["a"])["token"].Origin.ToString());
    }
}
