using System.Buffers.Binary;
using System.Text;
using Supervision.Pbm.Protocol;

namespace Supervision.Pbm.Tests.Protocol;

public sealed class FrameTests
{
    private static readonly CommandDefinition[] _commands =
    [
        new CommandDefinitionBuilder().WithName("c").WithDescription("Does \"it\" – ünïcode.").Streams()
            .WithArgument(b => b.WithName("a").WithDescription("d").IsMandatory().WithServerValues().WithDefaultValues("x", "y"))
            .WithArgument(b => b.WithName("f").WithSwitch("-f").WithSwitch("--flag").IsFlag())
            .WithArgument(b => b.WithName("m").WithSwitch("-m").AllowsMultiple()).Build(),
        new CommandDefinitionBuilder().WithName("d").Build(),
    ];

    private static readonly CommandPalette _palette = new("p", _commands) { Description = "A palette." };

    private static readonly PbmFrame[] _frames =
    [
        new PbmFrame.Greeting(1, 3, [1, 2, 255], true, "supervision 1"),
        new PbmFrame.Hello(1, "pbm 1", [9, 8]),
        new PbmFrame.Hello(1, "", []),
        new PbmFrame.Welcome(1, "host", 42),
        new PbmFrame.Refused("busy", "later"),
        new PbmFrame.GetPalettes(1),
        new PbmFrame.Palettes(2, [_palette]),
        new PbmFrame.Execute(3, "engine list", [], false),
        new PbmFrame.Execute(long.MaxValue, null, ["engine", "write", "a \"b\" \\ \u0001 \ud83d\ude00"], true),
        new PbmFrame.Cancel(4),
        new PbmFrame.Complete(5, "p", "c", "a", "x"),
        new PbmFrame.Completions(6, ["one", ""]),
        new PbmFrame.Ping(7),
        new PbmFrame.Pong(8),
        new PbmFrame.Lines(9, ["", "\t<b>&", "\u001b[31m"]),
        new PbmFrame.Row(10, """{"a":[1,2,{"b":null}]}"""),
        new PbmFrame.Problem(11, "no"),
        new PbmFrame.End(12, 255),
    ];

    public static TheoryData<int> Frames => [.. Enumerable.Range(0, _frames.Length)];

    [Theory, MemberData(nameof(Frames))]
    public async Task Frame_WrittenAndRead_IsTheSame(int index)
    {
        byte[] bytes = FrameWriter.Bytes(_frames[index]);

        PbmFrame? read = await new FrameReader(new MemoryStream(bytes)).ReadAsync(PbmProtocol.LongestAnswer, CancellationToken.None);

        Assert.IsType(_frames[index].GetType(), read);
        // Records compare their arrays by reference, so what is written decides.
        Assert.Equal(Text(bytes), Text(FrameWriter.Bytes(read!)));
        Assert.Equal(bytes.Length - 4, BinaryPrimitives.ReadInt32BigEndian(bytes));
    }

    [Fact]
    public void EveryKindOfFrame_IsAmongThoseTested() => Assert.Equal(
        typeof(PbmFrame).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Where(type => type != typeof(PbmFrame.Unknown)).Select(type => type.Name).Order(),
        _frames.Select(frame => frame.GetType().Name).Distinct().Order());

    [Fact]
    public async Task Frames_OneByteAtATime_AreRead()
    {
        byte[] bytes = [.. _frames.SelectMany(FrameWriter.Bytes)];
        var reader = new FrameReader(new Trickle(bytes));

        foreach (PbmFrame frame in _frames)
            Assert.IsType(frame.GetType(), await reader.ReadAsync(PbmProtocol.LongestAnswer, CancellationToken.None));
        Assert.Null(await reader.ReadAsync(PbmProtocol.LongestAnswer, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"ping"}""")]
    [InlineData("""{"type":"ping","id":-1}""")]
    [InlineData("""{"type":"ping","id":1.5}""")]
    [InlineData("""{"type":"ping","id":"1"}""")]
    [InlineData("""{"type":"ping","id":1}x""")]
    [InlineData("""{"type":"execute","id":1,"text":"a","words":["b"]}""")]
    [InlineData("""{"type":"execute","id":1,"words":[1]}""")]
    [InlineData("""{"type":"execute","id":1,"json":"yes"}""")]
    [InlineData("""{"type":"execute","id":1,"text":"\ud800"}""")]
    [InlineData("""{"type":"ping","id":1,"id":2}""")]
    [InlineData("""{"type":"ping","id":1,"\u0069d":1}""")]
    [InlineData("""{"type":"hello","version":1,"proof":"*"}""")]
    [InlineData("""{"type":"hello","version":1e99}""")]
    [InlineData("""{"type":"end","id":1,"code":256}""")]
    [InlineData("""{"type":"row","id":1,"row":[]}""")]
    [InlineData("""{"type":"palettes","id":1,"palettes":[{"name":"not valid","commands":[]}]}""")]
    public void Json_ThatIsNoFrame_BreaksTheProtocol(string json) =>
        Assert.Throws<PbmProtocolException>(() => FrameParser.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Json_WithANameTwice_IsToldWhich_ButARowIsTheCommands()
    {
        var error = Assert.Throws<PbmProtocolException>(() => FrameParser.Parse("""{"type":"execute","id":1,"text":"engine list","text":"engine stop all"}"""u8.ToArray()));
        Assert.Equal("'text' is there twice", error.Message);

        Assert.Equal("""{"a":1,"a":2}""", Assert.IsType<PbmFrame.Row>(FrameParser.Parse("""{"type":"row","id":1,"row":{"a":1,"a":2}}"""u8.ToArray())).Json);
    }

    [Fact]
    public void Json_OfAnUnknownKind_IsUnknown() =>
        Assert.Equal(new PbmFrame.Unknown("news"), FrameParser.Parse("""{"type":"news","what":{}}"""u8.ToArray()));

    [Fact]
    public void Json_NestedTooDeep_BreaksTheProtocol()
    {
        string json = """{"type":"row","id":1,"row":{"a":""" + new string('[', 100_000) + new string(']', 100_000) + "}}";

        Assert.Throws<PbmProtocolException>(() => FrameParser.Parse(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Words_MoreThanACommandHas_BreakTheProtocol()
    {
        byte[] bytes = FrameWriter.Bytes(new PbmFrame.Execute(1, null, [.. Enumerable.Repeat("w", PbmProtocol.MostWords + 1)], false));

        Assert.Throws<PbmProtocolException>(() => FrameParser.Parse(bytes.AsMemory(4)));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(101u)]
    [InlineData(uint.MaxValue)]
    [InlineData(0x474554u)]
    public async Task Length_OutOfItsRange_BreaksTheProtocol(uint length)
    {
        byte[] header = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(header, length);

        await Assert.ThrowsAsync<PbmProtocolException>(async () => await new FrameReader(new MemoryStream([.. header, .. new byte[200]])).ReadAsync(100, default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(20)]
    public async Task Frame_CutOff_BreaksTheProtocol(int length)
    {
        byte[] bytes = FrameWriter.Bytes(new PbmFrame.Problem(1, "some words"))[..length];

        await Assert.ThrowsAsync<PbmProtocolException>(async () => await new FrameReader(new MemoryStream(bytes)).ReadAsync(1000, default));
    }

    [Fact]
    public async Task Length_OfManyBytesThatDoNotCome_TakesNoRoomForThem()
    {
        byte[] header = [0x00, 0x0f, 0xff, 0xff, (byte)'{'];
        long before = GC.GetAllocatedBytesForCurrentThread();

        await Assert.ThrowsAsync<PbmProtocolException>(async () => await new FrameReader(new MemoryStream(header)).ReadAsync(PbmProtocol.LongestAnswer, default));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Bytes_AtRandomOrDamaged_AreReadOrRefused(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes;
            if (random.Next(4) == 0)
            {
                bytes = new byte[random.Next(200)];
                random.NextBytes(bytes);
                if (bytes.Length > 4)
                    BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
            }
            else
            {
                bytes = FrameWriter.Bytes(_frames[random.Next(_frames.Length)]);
                for (int i = random.Next(4); i >= 0; i--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                bytes = bytes[..random.Next(bytes.Length + 1)];
            }
            try
            {
                await new FrameReader(new MemoryStream(bytes)).ReadAsync(PbmProtocol.LongestRequest, default);
            }
            catch (PbmProtocolException)
            {
                // Refused is right; anything else ends the test.
            }
        }
    }

    [Fact]
    public void Proof_OfTheToken_IsRight_AndNoOtherIs()
    {
        System.Collections.Immutable.ImmutableArray<byte> nonce = [1, 2, 3];
        Assert.True(TokenProof.IsRight("secret", nonce, TokenProof.Of("secret", nonce)));
        Assert.False(TokenProof.IsRight("secret", nonce, TokenProof.Of("Secret", nonce)));
        Assert.False(TokenProof.IsRight("secret", nonce, TokenProof.Of("secret", [1, 2])));
        Assert.False(TokenProof.IsRight("secret", nonce, []));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes, 4, bytes.Length - 4);

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
