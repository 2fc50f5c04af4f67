using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace TaskJuice.Tests.House;

/// <summary>Every sentence stands in TaskJuice.Web/Texts, and nothing stands there that nobody says.</summary>
public sealed partial class TextsTests
{
    private static readonly string[] Forms = ["zero", "one", "two", "few", "many", "other"];

    private static readonly HashSet<string> Texts =
        [.. Sources.Files("TaskJuice.Web/Texts", "*.resx").SelectMany(file => XDocument.Parse(file.Text).Descendants("data")
            .Select(entry => $"{Path.GetFileNameWithoutExtension(file.Path)}.{entry.Attribute("name")!.Value}"))];

    private static IEnumerable<string> Named =>
        Sources.Files("TaskJuice.Web", "*.cs").Concat(Sources.Files("TaskJuice.Web", "*.cshtml"))
            .SelectMany(file => Key().Matches(file.Text)).Select(match => match.Groups[1].Value).Distinct();

    [Fact]
    public void A_text_that_is_asked_for_is_there() =>
        Assert.DoesNotContain(Named, key => !key.Contains('{') && !Texts.Contains(key) && !Forms.Any(form => Texts.Contains($"{key}.{form}")));

    [Fact]
    public void A_text_that_is_there_is_asked_for()
    {
        var patterns = Named.Select(key => new Regex($"^{Place().Replace(Regex.Escape(key), ".+")}$")).ToList();
        Assert.NotEmpty(patterns);
        Assert.DoesNotContain(Texts, key => !patterns.Exists(pattern => pattern.IsMatch(key) || pattern.IsMatch(WithoutForm(key))));
    }

    [Fact]
    public void A_counted_text_has_the_forms_of_its_language() =>
        Assert.DoesNotContain(Texts, key => key.EndsWith(".one", StringComparison.Ordinal) && !Texts.Contains($"{WithoutForm(key)}.other"));

    private static string WithoutForm(string key) => Forms.Contains(key[(key.LastIndexOf('.') + 1)..]) ? key[..key.LastIndexOf('.')] : key;

    [GeneratedRegex("\"((?:Calls|Connect|Connections|Frame|Status|Workflows)\\.[A-Za-z0-9{}().]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex(@"\\\{[^}]*\}")]
    private static partial Regex Place();
}
