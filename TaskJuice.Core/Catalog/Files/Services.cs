using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>Puts addresses of services started in development where a file says <c>{service:name}</c>.</summary>
internal sealed partial class Services(IConfiguration configuration)
{
    /// <summary>Fills in every scalar below this node. False when a named service is not configured.</summary>
    public bool Fill(YamlNode node) => node.AllNodes.OfType<YamlScalarNode>().All(Fill);

    private bool Fill(YamlScalarNode scalar)
    {
        var known = true;
        scalar.Value = Name().Replace(scalar.Value ?? "", match =>
        {
            // The variable services__name__http__0, which is how .NET Aspire tells one resource the address of another.
            var address = configuration[$"services:{match.Groups[1].Value}:http:0"];
            known &= !string.IsNullOrEmpty(address);
            return address?.TrimEnd('/') ?? "";
        });
        return known;
    }

    [GeneratedRegex(@"\{service:([a-z0-9-]+)\}")]
    private static partial Regex Name();
}
