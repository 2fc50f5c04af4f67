using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads <c>hosts</c>, the allow list for an app's secrets.</summary>
internal static partial class HostsReader
{
    public static IReadOnlyList<string> Read(MapReader map, IReadOnlyList<AppField> fields, bool development)
    {
        var scope = new TemplateScope(fields, [], development);
        // In Development an entry may be a full address, because {service:name} expands to one.
        var hosts = map.Texts("hosts").Select(host => development ? Scheme().Replace(host, "") : host).ToList();
        foreach (var host in hosts)
        {
            if (Problem(host, scope) is { } problem)
                map.Wrong("hosts", problem);
        }

        if (hosts.Count == 0 && map.Value("hosts") is null or YamlSequenceNode { Children.Count: 0 })
            map.Missing("hosts", "is missing or empty; list every host this app's secrets may be sent to");
        return hosts;
    }

    private static string? Problem(string host, TemplateScope scope)
    {
        if (host.Contains("://", StringComparison.Ordinal) || host.Contains('/'))
            return $"names {host}; use only the host, without https:// and path.";
        if (!host.StartsWith("*.", StringComparison.Ordinal))
            return host.Contains('*') ? $"names {host}; an asterisk is allowed only at the beginning, before a dot." : scope.HostProblem(
                host) is { } problem ? $"names {host}: it {problem}" : null;
        if (!HostName.IsFull(host[2..]))
            return $"names {host}; *. must be followed by a host name in lower case, such as *.example.com.";

        return Registry().IsMatch(host[2..]) ? $"names {host}, which would allow anyone's hosts; use the app's own domain." : null;
    }

    [GeneratedRegex(@"\Ahttps?://")]
    private static partial Regex Scheme();

    // Public suffixes under which anyone can register a name; the common ones are enough to catch mistakes.
    [GeneratedRegex(
        @"\A((ac|co|com|edu|gov|net|or|org)\.[a-z]{2}|github\.io|gitlab\.io|pages\.dev|workers\.dev|vercel\.app|netlify\.app"
        + @"|herokuapp\.com|azurewebsites\.net|amazonaws\.com|web\.app|onrender\.com|ngrok\.io|ngrok\.app)\z")]
    private static partial Regex Registry();
}
