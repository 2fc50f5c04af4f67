using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>Which names a template may use and which hosts an address may have. Reports everything else.</summary>
internal sealed partial record TemplateScope(IReadOnlyList<AppField> Fields, IReadOnlyList<string> Hosts, bool Development)
{
    /// <summary>Names that are not fields: <c>client_id</c>, <c>access_token</c>, or a value kept from the token reply.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Names among <see cref="Others"/> that hold an origin, so an address may begin with them.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Validates an address template.</summary>
    public void Url(MapReader map, string key, string? template)
    {
        if (string.IsNullOrEmpty(template))
            return;

        if (UrlTemplate.Of(template) is not { } parts)
            map.Wrong(key, "must be an address such as https://api.example.com/v1/me.");
        else if (parts.Scheme == "http" && !Development)
            map.Wrong(key, "must begin with https://.");
        else if (Names(map, key, template) && !Braces(map, key, template) && Problem(parts) is { } problem)
            map.Wrong(key, problem);
    }

    /// <summary>Validates a template used in a header, a query parameter or a body.</summary>
    public void Value(MapReader map, string key, string template, bool braces = false)
    {
        if (template.Any(character => char.IsControl(character) && !(braces && character is '\n')))
            map.Wrong(key, "must be on one line.");
        else if (Names(map, key, template) && !braces)
            Braces(map, key, template);
    }

    /// <summary>Validates every template of a mapping; its keys must be tokens (RFC 9110 section 5.6.2).</summary>
    public void Values(MapReader map, string key, IReadOnlyDictionary<string, string> templates)
    {
        foreach (var (name, template) in templates)
        {
            if (!Token().IsMatch(name))
                map.Wrong(key, $"has a name with an invalid character: {name}.");
            Value(map, key, template);
        }
    }

    private bool Names(MapReader map, string key, string template)
    {
        var unknown = Template.Names(template).Where(name => Fields.All(field => field.Key != name) && !Others.Contains(name)).ToList();
        if (unknown.Count == 0)
            return true;

        var known = Fields.Select(field => field.Key).Concat(Others).Select(name => $"{{{name}}}").ToList();
        var available = known.Count == 0 ? "no names" : string.Join(", ", known);
        map.Wrong(key, $"uses {{{unknown[0]}}}, which is not available here; available are {available}.");
        return false;
    }

    private static bool Braces(MapReader map, string key, string template)
    {
        var stray = Template.Names(template).Aggregate(template, (text, name) => text.Replace($"{{{name}}}", ""))
            .IndexOfAny(['{', '}']) >= 0;
        if (stray)
            map.Wrong(key, "has a brace that is not part of a {name}.");

        return stray;
    }

    private string? Problem(UrlTemplate parts)
    {
        if (parts.Origin is { } origin)
            return Origins.Contains(origin) ? null
                : $"begins with {{{origin}}}, but only a value kept from the token reply may be a whole address; write https:// before it.";

        return HostProblem(parts.Host) ?? (Allowed(parts.Host) ? null : $"goes to {parts.Host}, which is not in hosts.");
    }

    private bool Allowed(string host) => Hosts.Any(entry => new AllowedHost(entry).Covers(host)) || OptionsAllowed(host);

    // A select of hosts needs no entry of its own when each of its options is allowed.
    private bool OptionsAllowed(string host) =>
        Fields.FirstOrDefault(field => host == $"{{{field.Key}}}") is { Options.Count: > 0 } choice
        && choice.Options.All(option => Hosts.Any(entry => new AllowedHost(entry).Covers(option.Value)));

    /// <summary>What is wrong with a host template, or null.</summary>
    public string? HostProblem(string host)
    {
        var names = Template.Names(host);
        foreach (var name in names)
        {
            if (NameProblem(name, whole: host == $"{{{name}}}") is { } problem)
                return problem;
        }

        var sample = names.Aggregate(host, (text, name) => text.Replace($"{{{name}}}", "a"));
        if (names.Count == 0 || host == $"{{{names[0]}}}")
            return names.Count > 0 || Development || HostName.IsFull(Port().Replace(host, ""))
                ? null : $"has the host {host}, which is not a host name in lower case.";

        return FixedEnd().IsMatch(host) && HostName.IsFull(Port().Replace(sample, ""))
            ? null
            : $"has the host {host}; a field in a host must be followed by a fixed name such as .example.com.";
    }

    private string? NameProblem(string name, bool whole) => Fields.FirstOrDefault(field => field.Key == name) switch
    {
        null => $"has {{{name}}} in the host; only a field is allowed there.",
        { Secret: true } => $"has the secret {{{name}}} in the host, which is visible to every network on the way.",
        { Required: false, Default: null } =>
            $"has {{{name}}} in the host, which may be empty; make the field required or give it a default.",
        { Format: FieldFormat.Host } when whole => null,
        { Format: FieldFormat.DnsLabel } when !whole => null,
        { Format: FieldFormat.Text } =>
            $"has {{{name}}} in the host; give the field the format dns-label or host, or a key could be sent to someone else's server.",
        { Format: FieldFormat.Host } => $"has {{{name}}} as part of a host; a field of format host must be the whole host.",
        _ => $"has {{{name}}} as the whole host; a field of format dns-label must be followed by a fixed name such as .example.com.",
    };

    [GeneratedRegex(@"\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\z")]
    private static partial Regex Token();

    [GeneratedRegex(@":[0-9]{1,5}\z")]
    private static partial Regex Port();

    [GeneratedRegex(@"\}[a-z0-9-]*(\.[a-z0-9-]+){2,}(:[0-9]+)?\z")]
    private static partial Regex FixedEnd();
}
