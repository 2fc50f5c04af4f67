using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>Replaces <c>{service:name}</c> with the address of a service that runs in Development.</summary>
internal sealed partial class Services(IConfiguration configuration)
{
    /// <summary>Replaces it in every scalar below this node. Returns false when a service is not configured.</summary>
    public bool Fill(YamlNode node) => node.AllNodes.OfType<YamlScalarNode>().All(Fill);

    private bool Fill(YamlScalarNode scalar)
    {
        var known = true;
        scalar.Value = Name().Replace(scalar.Value ?? "", match =>
        {
            // The variable services__name__http__0, through which .NET Aspire passes the address of a resource.
            var address = configuration[$"services:{match.Groups[1].Value}:http:0"];
            known &= !string.IsNullOrEmpty(address);
            return address?.TrimEnd('/') ?? "";
        });
        return known;
    }

    [GeneratedRegex(@"\{service:([a-z0-9-]+)\}")]
    private static partial Regex Name();
}
