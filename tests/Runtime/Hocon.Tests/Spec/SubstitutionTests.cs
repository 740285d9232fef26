namespace Supervision.Hocon.Tests.Spec;

/// <summary>Substitutions, by the specification's headings.</summary>
public sealed class SubstitutionTests
{
    [Fact]
    public void Substitutions_AnyType_KeepTypeUnlessJoined() => Json.Equal(
        """{"n":1,"b":true,"z":null,"copy":[1,true,null],"text":"1trueq"}""", "n=1,b=true,z=null,copy=[${n},${b},${z}],text=${n}${b}q");

    [Fact]
    public void Substitutions_InQuotes_AreText() => Json.Equal("""{"a":1,"b":"${a}"}""", "a=1,b=\"${a}\"");

    [Fact]
    public void Substitutions_SpecifiedTwice_SeeLastValue() => Json.Equal("""{"b":3,"a":3}""", "b=${a},a=2,a=3");

    [Fact]
    public void Substitutions_Undefined_IsErrorWithPlace() =>
        Assert.StartsWith("test.conf:2:5: error: ${nope.x} is not defined", Json.Fails("a=1\nb = ${nope.x}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("a=1,a=${?no}", """{"a":1}""")]
    [InlineData("a=${?no}", "{}")]
    [InlineData("a=${?no}${?never}", "{}")]
    [InlineData("a=${?no} ${?never}", "{}")]
    [InlineData("a=[1,${?no},2]", """{"a":[1,2]}""")]
    [InlineData("a=x${?no}y", """{"a":"xy"}""")]
    [InlineData("a=${?no}[1]", """{"a":[1]}""")]
    [InlineData("a=${?no}{b=1}", """{"a":{"b":1}}""")]
    [InlineData("a=${?no}5", """{"a":"5"}""")]
    public void Substitutions_OptionalUndefined_Vanish(string hocon, string json) => Json.Equal(json, hocon);

    [Theory]
    [InlineData("a = ${ ?b}"), InlineData("a = ${}"), InlineData("a = ${b"), InlineData("a = ${b${c}}"), InlineData("a = ${b:c}")]
    public void Substitutions_Malformed_AreErrors(string hocon) => Json.Fails(hocon);

    [Theory]
    [InlineData("path=\"a:b:c\",path=${path}\":d\"", """{"path":"a:b:c:d"}""")]
    [InlineData("a=[1],a=${a}[2],a=${a}[3]", """{"a":[1,2,3]}""")]
    [InlineData("foo{a=1},foo=${foo}", """{"foo":{"a":1}}""")]
    [InlineData("foo=${?foo}", "{}")]
    [InlineData("foo=${does-not-exist},foo=42", """{"foo":42}""")]
    [InlineData("foo=${foo},foo=42", """{"foo":42}""")]
    [InlineData("foo{a{c=1}},foo=${foo.a},foo{a=2}", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("bar{foo=42,baz=${bar.foo}}", """{"bar":{"foo":42,"baz":42}}""")]
    [InlineData("bar{foo=42,baz=${bar.foo}},bar{foo=43}", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar{a=${foo.d},b=1},bar.b=3,foo{c=${bar.b},d=2},foo.d=4", """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    [InlineData("a=${?a}foo", """{"a":"foo"}""")]
    [InlineData("a=1,b=${c},c=${a}", """{"a":1,"b":1,"c":1}""")]
    [InlineData("a{b=1},a=${a}{c=${a.b}}", """{"a":{"b":1,"c":1}}""")]
    [InlineData("x{y=1},a=${x}{z=${a.y}}", """{"x":{"y":1},"a":{"y":1,"z":1}}""")]
    [InlineData("a{p=[1]},a{p=${a.p}[2]}", """{"a":{"p":[1,2]}}""")]
    [InlineData("x{p=[1]},x{p=${x.p}[2]},a=${x}{q=1},a.p+=3", """{"x":{"p":[1,2]},"a":{"p":[1,2,3],"q":1}}""")]
    [InlineData("x{p=0},a=${x},a{p=1},a{p=${a.p}2}", """{"x":{"p":0},"a":{"p":"12"}}""")]
    [InlineData("x{n{p=[1]}},x{n{p=${x.n.p}[2]}},a=${x},a.n.p=${a.n.p}[3]", """{"x":{"n":{"p":[1,2]}},"a":{"n":{"p":[1,2,3]}}}""")]
    public void SelfReferentialSubstitutions_WithEarlierValue_LookBack(string hocon, string json) => Json.Equal(json, hocon);

    [Theory]
    [InlineData("a=1,b=2,a=${b},b=${a}")]
    [InlineData("b=2,a=1,a=${b},b=${a}")]
    public void SelfReferentialSubstitutions_UndefinedOrder_GivesBothTheSame(string hocon)
    {
        var actual = Json.Resolve(hocon);

        Assert.Equal(actual.GetInt("a"), actual.GetInt("b"));
    }

    [Fact]
    public void SelfReferentialSubstitutions_CycleBegunElsewhere_FallsBackToEarlierValue() =>
        Json.Equal("""{"b":"1y","a":"1yx"}""", "b=${a}y,a=1,a=${b}x");

    [Theory]
    [InlineData("foo=${foo}")]
    [InlineData("foo=${foo},foo{a=1}")]
    [InlineData("bar=${foo},foo=${bar}")]
    [InlineData("a=${b},b=${c},c=${a}")]
    [InlineData("a{b=${a}}")]
    [InlineData("a=[${a}]")]
    [InlineData("a{b=${c}},c{d=${a}}")]
    [InlineData("a=${a}x")]
    public void SelfReferentialSubstitutions_NothingEarlier_IsOneCycleError(string hocon)
    {
        var message = Json.Fails(hocon);

        Assert.Contains("cycle", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("a+=1,a+=2", """{"a":[1,2]}""")]
    [InlineData("a=[1],a+=[2]", """{"a":[1,[2]]}""")]
    [InlineData("a+=${x},x=3", """{"a":[3],"x":3}""")]
    [InlineData("a=${x},a+=2,x=[1]", """{"a":[1,2],"x":[1]}""")]
    [InlineData("l=[{a+=1,a+=2}]", """{"l":[{"a":[1,2]}]}""")]
    [InlineData("a{\"1\"=x,\"0\"=y},a+=z", """{"a":["y","x","z"]}""")]
    [InlineData("p.q+=1\np{q+=2}", """{"p":{"q":[1,2]}}""")]
    public void AppendSeparator_ToArrayOrNothing_Appends(string hocon, string json) => Json.Equal(json, hocon);

    [Fact]
    public void AppendSeparator_ToScalar_IsError() => Assert.Contains("+= needs an array", Json.Fails("a=1\na+=2"), StringComparison.Ordinal);

    [Fact]
    public void FallbackToEnvironment_Undefined_IsLookedUpAsText() =>
        Json.Equal("""{"a":"8","b":"","c":"/h/x"}""", "a=${N},b=${E},c=${HOME}/x", ("N", "8"), ("E", ""), ("HOME", "/h"));

    [Fact]
    public void FallbackToEnvironment_NullInConfiguration_Blocks() => Json.Equal("""{"HOME":null,"a":null}""", "HOME=null,a=${HOME}", ("HOME", "/h"));

    [Fact]
    public void FallbackToEnvironment_SelfReference_SeesVariable() => Json.Equal("""{"PATH":"/bin:/x"}""", "PATH=${PATH}\":/x\"", ("PATH", "/bin"));

    [Fact]
    public void FallbackToEnvironment_ListForm_ReadsNumberedVariables() =>
        Json.Equal("""{"a":["x","y"],"b":[]}""", "a=${L[]},b=[]\nb=${?M[]}", ("L_0", "x"), ("L_1", "y"), ("L_3", "z"));
}
