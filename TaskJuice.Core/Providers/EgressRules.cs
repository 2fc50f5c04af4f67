using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Checks the text of an address. The first of two checks; the guard's check of the resolved address is the decisive one.
/// </summary>
public sealed class EgressRules
{
    private readonly HashSet<string> _allowed;

    private const string Setting = "Egress:Allow";

    /// <summary>
    /// Reads <c>Egress:Allow</c>: exact <c>host:port</c> entries that may be private and may use plain http. Entries of all configuration
    /// sources are combined; by default, an entry <c>0</c> of a later source would replace that of an earlier one.
    /// </summary>
    /// <exception cref="OptionsValidationException">An entry is not a host and a port; the message contains it.</exception>
    public EgressRules(IConfiguration configuration) =>
        _allowed = [.. Sources(configuration).SelectMany(Entries)];

    /// <summary>Why this address may not be called, in one sentence, or null when it may.</summary>
    public string? Objection(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("https" or "http"))
            return "Only https addresses are allowed.";

        if (url.UserInfo.Length > 0)
            return "An address must not contain a user name.";

        if (Allows(url.IdnHost, url.Port))
            return null;

        if (url.Scheme != "https")
            return "Only https addresses are allowed.";

        // Ports below 1024 belong to mail, SSH and the like, some of which interpret an HTTP request as commands.
        return url.Port is 443 or >= 1024 ? null : $"Port {url.Port} is not allowed; only 443 and ports from 1024 up are.";
    }

    /// <summary>True for a host and port that the operator allows to be private.</summary>
    public bool Allows(string host, int port) => _allowed.Contains($"{host.Trim('[', ']').ToLowerInvariant()}:{port}");

    private static IEnumerable<IConfigurationProvider> Sources(IConfiguration configuration) =>
        ((IConfigurationRoot)configuration).Providers
            .SelectMany(
                source => source is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } ? Sources(inner) : [source]);

    private static IEnumerable<string> Entries(IConfigurationProvider source) =>
        source.GetChildKeys([], Setting).Distinct(StringComparer.OrdinalIgnoreCase).Select(key => $"{Setting}:{key}")
            .Select(path => Entry(path, source.TryGet(path, out var value) ? value : null));

    private static string Entry(string path, string? text)
    {
        var value = text?.Trim().ToLowerInvariant() ?? "";
        return Uri.TryCreate("http://" + value, UriKind.Absolute, out var url)
            && url is { PathAndQuery: "/", UserInfo: "", Fragment: "" } && !value.EndsWith('/')
            && value.EndsWith($":{url.Port}", StringComparison.Ordinal) && HostName.Of(url) is { } host
            ? $"{host.Trim('[', ']')}:{url.Port}"
            : throw new OptionsValidationException("Egress", typeof(EgressRules), [$"{path} must be host:port, such as localhost:5090."]);
    }
}
