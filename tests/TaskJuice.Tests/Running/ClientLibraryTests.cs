using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class ClientLibraryTests
{
    [Fact]
    public void Every_listed_file_has_a_hash_and_every_hash_a_listed_file() =>
        Assert.Equal(Listed().Order(), Hashes().Select(hash => hash.File).Order());

    [Fact]
    public void The_files_that_the_build_put_in_place_are_the_ones_the_pages_vouch_for() =>
        Assert.All(Hashes(), hash => Assert.Equal(hash.Sha384, Sha384Of(hash.File)));

    private static IEnumerable<string> Listed()
    {
        using var list = JsonDocument.Parse(Repository.Read("TaskJuice.Web/libman.json"));
        foreach (var library in list.RootElement.GetProperty("libraries").EnumerateArray())
            foreach (var file in library.GetProperty("files").EnumerateArray())
                yield return $"{library.GetProperty("destination").GetString()}/{file.GetString()}".Replace("wwwroot/lib/", "");
    }

    private static IEnumerable<(string File, string Sha384)> Hashes() =>
        XDocument.Parse(Repository.Read("TaskJuice.Web/ClientLibraries.targets")).Descendants("ClientLibrary")
            .Select(library => (library.Attribute("Include")!.Value, library.Attribute("Sha384")!.Value));

    private static string Sha384Of(string file) =>
        Convert.ToBase64String(SHA384.HashData(File.ReadAllBytes(Path.Combine(Repository.Root, "TaskJuice.Web/wwwroot/lib", file))));
}
