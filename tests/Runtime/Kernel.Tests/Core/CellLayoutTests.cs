using System.Reflection;
using System.Reflection.Emit;
using Supervision.Actor;
using Supervision.Actor.Internal;

namespace Supervision.Kernel.Tests.Core;

/// <summary>Where the runtime puts the fields of a cell is its own affair; tellers and the running thread must not share a cache line, though.</summary>
public class CellLayoutTests
{
    private const int CacheLine = 64;

    [Theory]
    [InlineData("_currentMessage")]
    [InlineData("_currentSender")]
    [InlineData("_batch")]
    public void Field_WrittenPerMessage_IsACacheLineFromWhatTellersUse(string written)
    {
        long distance = Math.Abs(OffsetOf("_mailbox") - OffsetOf(written));

        Assert.True(distance >= CacheLine, $"{written} is {distance} bytes from the mailbox");
    }

    private static long OffsetOf(string field)
    {
        FieldInfo info = typeof(ActorCell).GetField(field, BindingFlags.NonPublic | BindingFlags.Instance)!;
        DynamicMethod distance = new("offset", typeof(long), [typeof(object)], typeof(ActorCell), skipVisibility: true);
        FieldInfo first = typeof(ActorCell).GetField("_currentMessage", BindingFlags.NonPublic | BindingFlags.Instance)!;
        ILGenerator il = distance.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, info);
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, first);
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Ret);
        var cell = (ActorCell)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(ActorCell));
        return ((Func<object, long>)distance.CreateDelegate(typeof(Func<object, long>)))(cell);
    }
}
