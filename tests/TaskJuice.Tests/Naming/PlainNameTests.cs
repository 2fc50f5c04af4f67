using TaskJuice.Core.Naming;
using Xunit;

namespace TaskJuice.Tests.Naming;

/// <summary>What a name may be made of.</summary>
public sealed class PlainNameTests
{
    [Theory]
    [InlineData("Acme Ops")]
    [InlineData("Größe & Co. №7 “ok” – 50 %")]
    [InlineData("日本語の流れ")]
    [InlineData("مرحبا بالعالم")]
    [InlineData("שלום עולם")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    [InlineData("श्री\u200D")]
    [InlineData("👩‍💻 team")]
    [InlineData("👩🏽‍🚀")]
    [InlineData("🏳️‍🌈 and 🏴‍☠️")]
    [InlineData("❤️‍🔥")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("1️⃣ first")]
    [InlineData("葛\U000E0100飾区")]
    [InlineData("e\u0301te\u0301")]
    [InlineData("السورة\u06DD٣")]
    [InlineData("한국어")]
    [InlineData("Việt Nam, Tiếng Việt")]
    [InlineData("เพื่อนที่ดี")]
    [InlineData("בְּרֵאשִׁ֖ית")]
    [InlineData("☎️ ⌚︎ ℹ️ ©️ #️⃣")]
    public void What_people_write_is_a_name(string typed)
    {
        Assert.Equal(new(typed, NameProblem.None, null), PlainName.Check(typed, 120));
        Assert.Equal(typed, PlainName.Of(typed));
    }

    [Theory]
    [InlineData("Acme\u202Etxt.exe", "Acmetxt.exe", "U+202E")]
    [InlineData("\u202AAcme\u202C", "Acme", "U+202A")]
    [InlineData("Acme\u2066 Ops\u2069", "Acme Ops", "U+2066")]
    [InlineData("Acme\u2067", "Acme", "U+2067")]
    [InlineData("Acme\u2068", "Acme", "U+2068")]
    [InlineData("Acme\u200F", "Acme", "U+200F")]
    [InlineData("Acme\u061C", "Acme", "U+061C")]
    [InlineData("Ac\u200Bme", "Acme", "U+200B")]
    [InlineData("Ac\u200Dme", "Acme", "U+200D")]
    [InlineData("Ac\u200Cme", "Acme", "U+200C")]
    [InlineData("Ac\u00ADme", "Acme", "U+00AD")]
    [InlineData("Acme\uFEFF", "Acme", "U+FEFF")]
    [InlineData("Ac\u2060me", "Acme", "U+2060")]
    [InlineData("Ac\u3164me", "Acme", "U+3164")]
    [InlineData("Ac\uFFA0me", "Acme", "U+FFA0")]
    [InlineData("Ac\u115Fme", "Acme", "U+115F")]
    [InlineData("Ac\u034Fme", "Acme", "U+034F")]
    [InlineData("Ac\uE000me", "Acme", "U+E000")]
    [InlineData("Ac\uFFFCme", "Acme", "U+FFFC")]
    [InlineData("Ac\uFFFFme", "Acme", "U+FFFF")]
    [InlineData("Acme\U000E0041", "Acme", "U+E0041")]
    [InlineData("Acme\r\nBcc: a", "Acme Bcc: a", "U+000D")]
    [InlineData("Acme\tOps", "Acme Ops", "U+0009")]
    [InlineData("Acme\u0007", "Acme", "U+0007")]
    [InlineData("Acme\u2028Ops", "Acme Ops", "U+2028")]
    [InlineData(" \uFE0FAcme", "Acme", "U+FE0F")]
    [InlineData("😀\u200D", "😀", "U+200D")]
    [InlineData("ab\U000E0101c", "abc", "U+E0101")]
    [InlineData("ab\uFE0Fc", "abc", "U+FE0F")]
    [InlineData("1\uFE0F2", "12", "U+FE0F")]
    [InlineData("a\U0001D159", "a", "U+1D159")]
    [InlineData("\u0301\u0301a", "a", "U+0301")]
    [InlineData("z\u0301\u0302\u0303\u0304\u0305\u0306\u0307", "z\u0301\u0302\u0303\u0304\u0305", "U+0306")]
    public void What_cannot_be_seen_is_refused_when_typed_and_taken_out_of_what_comes_from_elsewhere(string said, string plain, string hidden)
    {
        Assert.Equal(new(plain, NameProblem.Hidden, hidden), PlainName.Check(said, 120));
        Assert.Equal(plain, PlainName.Of(said));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("  \t\r\n")]
    [InlineData("\u00A0\u2007\u3000")]
    [InlineData("\u200B")]
    [InlineData("\u3164\u3164")]
    [InlineData("\u2800")]
    [InlineData("\u00AD\u200D\uFE0F")]
    [InlineData("\u202E")]
    [InlineData("\U000E0067\U000E007F")]
    public void A_name_that_nobody_sees_is_none(string? typed)
    {
        Assert.Equal(NameProblem.Length, PlainName.Check(typed, 120).Problem);
        Assert.Equal("", PlainName.Of(typed ?? ""));
    }

    [Fact]
    public void Every_kind_of_space_is_one_space_and_those_around_it_go() =>
        Assert.Equal(new("Acme Ops now", NameProblem.None, null), PlainName.Check(" Acme\u00A0\u2003Ops\u2800 now\u3000", 120));

    [Fact]
    public void A_name_is_as_long_as_it_may_be() =>
        Assert.Equal([NameProblem.None, NameProblem.Length], ((int[])[120, 121]).Select(length => PlainName.Check(new string('a', length), 120).Problem));
}
