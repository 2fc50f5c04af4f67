using TaskJuice.Core.Naming;
using Xunit;

namespace TaskJuice.Tests.Naming;

/// <summary>A name in a sentence turns nothing but itself.</summary>
public sealed class WritingDirectionTests
{
    [Theory]
    [InlineData("Acme", "Acme")]
    [InlineData("שלום", "\u2068שלום\u2069")]
    [InlineData("Acme مرحبا 3", "\u2068Acme مرحبا 3\u2069")]
    [InlineData("a\u202Eb", "ab")]
    [InlineData("a\u2067b", "ab")]
    [InlineData("a\u2069b\u2068", "ab")]
    [InlineData("a\u2068b", "ab")]
    [InlineData("Step \u2068שלום\u2069 done", "\u2068Step \u2068שלום\u2069 done\u2069")]
    [InlineData("𞤀𞤣𞤤𞤢𞤥", "\u2068𞤀𞤣𞤤𞤢𞤥\u2069")]
    public void It_is_an_island_where_it_has_to_be_one(string name, string inSentence) => Assert.Equal(inSentence, WritingDirection.Isolated(name));
}
