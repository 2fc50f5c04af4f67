namespace TaskJuice.Core.Catalog;

/// <summary>
/// One entry of an app's <c>hosts</c>: a host name, <c>*.</c> before one, or a template; with a port unless it is the default one.
/// </summary>
internal sealed record AllowedHost(string Text)
{
    private bool Wild => Text.StartsWith("*.", StringComparison.Ordinal);

    /// <summary>Whether this entry allows the address that results from filling a template.</summary>
    public bool Allows(Uri address, IReadOnlyDictionary<string, string> values)
    {
        if (HostName.Of(address) is not { } name)
            return false;

        var host = address.IsDefaultPort ? name : $"{name}:{address.Port}";
        if (Wild)
            return host.EndsWith(Text[1..], StringComparison.Ordinal);

        try
        {
            return host == Template.Host(Text, values);
        }
        catch (TemplateException)
        {
            return false;
        }
    }

    /// <summary>Whether this entry allows every address that a host template can produce.</summary>
    public bool Covers(string template) =>
        Wild ? template.EndsWith(Text[1..], StringComparison.Ordinal) : template == Text;
}
