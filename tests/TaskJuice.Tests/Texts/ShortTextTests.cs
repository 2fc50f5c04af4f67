using System.Globalization;
using TaskJuice.Core;
using Xunit;

namespace TaskJuice.Tests.Texts;

public sealed class ShortTextTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    [Theory]
    [InlineData("Acme", 4, "Acme")]
    [InlineData("Acme", 3, "Acm")]
    [InlineData("A😀😀", 3, "A😀😀")]
    [InlineData("A😀😀", 2, "A😀")]
    [InlineData("A😀😀", 1, "A")]
    [InlineData("👍🏽👍🏽", 2, "👍🏽")]
    [InlineData("👍🏽👍🏽", 3, "👍🏽")]
    [InlineData("e\u0301e\u0301", 3, "e\u0301")]
    [InlineData("a" + Family, 7, "a")]
    [InlineData("a" + Family, 8, "a" + Family)]
    [InlineData("🇩🇪🇫🇷", 3, "🇩🇪")]
    [InlineData("", 0, "")]
    [InlineData("😀", 0, "")]
    public void A_text_is_cut_between_letters(string text, int longest, string expected) =>
        Assert.Equal(expected, ShortText.Of(text, longest));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(9, 18)]
    public void One_letter_that_is_too_long_is_cut_between_its_marks(int longest, int expected)
    {
        var cut = ShortText.Of("😀" + string.Concat(Enumerable.Repeat("🏽", 50)), longest);
        Assert.Equal(expected, cut.Length);
        Assert.True(IsText(cut));
    }

    [Fact]
    public void No_length_cuts_a_letter_in_half()
    {
        var text = string.Concat(Enumerable.Repeat($"A😀e\u0301{Family}🇩🇪 ", 5));
        var letters = StringInfo.ParseCombiningCharacters(text);
        for (var longest = 0; longest < ShortText.Length(text); longest++)
        {
            var cut = ShortText.Of(text, longest);
            Assert.True(ShortText.Length(cut) <= longest && IsText(cut) && text.StartsWith(cut, StringComparison.Ordinal), $"{longest}");
            Assert.Equal(letters.Last(start => ShortText.Length(text.AsSpan(0, start)) <= longest), cut.Length);
        }
    }

    private static bool IsText(string text) =>
        !text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);
}
