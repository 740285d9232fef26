using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Supervision.Control.Tests.Http.Server;

/// <summary>Run alone: what is counted is the whole process's.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    [Fact(Timeout = 60_000)]
    public async Task Small_Answers_AllocateLittle()
    {
        byte[] ok = "ok"u8.ToArray();
        await using RawServer server = RawServer.Start(null, exchange => exchange.SendAsync(ok, "text/plain").AsTask());
        using Socket socket = await server.ConnectAsync();
        byte[] request = Encoding.ASCII.GetBytes("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
        byte[] answer = new byte[1024];
        for (int i = 0; i < 200; i++)
            await OnceAsync();

        const int Count = 2000;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < Count; i++)
            await OnceAsync();
        long each = (GC.GetTotalAllocatedBytes(precise: true) - before) / Count;

        // Both sides, and whatever else runs in this process; the target and the host are strings.
        Assert.True(each < 2048, string.Create(CultureInfo.InvariantCulture, $"{each} bytes"));

        async Task OnceAsync()
        {
            await socket.SendAsync(request);
            await socket.ReceiveAsync(answer);
        }
    }
}
