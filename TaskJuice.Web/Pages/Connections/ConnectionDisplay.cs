using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>A connection as displayed to people. The app is null when the catalog no longer contains it.</summary>
public sealed record ConnectionDisplay(Connection Connection, App? App)
{
    public string AppName => App?.Name ?? Connection.App;

    public AppMark Mark => App is null ? AppMark.OfMissing(Connection.App) : AppMark.Of(App);

    public AuthMethod? Method => App?.Method(Connection.Method);

    /// <summary>True for pasted credentials, which are replaced rather than authorized again.</summary>
    public bool IsKey => Connection.Client is null;

    public bool NeedsPerson => Connection.Status == ConnectionStatus.Error;

    /// <summary>True while it can be used.</summary>
    public bool IsAlive => Connection.Status is ConnectionStatus.Active or ConnectionStatus.Pending;

    /// <summary>True when it works, but with fewer permissions than requested.</summary>
    public bool IsLimited => IsAlive && Connection.MissingScopes.Count > 0;

    /// <summary>Values entered when connecting, such as a subdomain, with their labels.</summary>
    public IEnumerable<(string Label, string Value)> Settings =>
        from typed in App?.Fields ?? []
        where Connection.Settings.ContainsKey(typed.Key)
        select (typed.Label, Connection.Settings[typed.Key]);

    /// <summary>True when another connection to the app has the same name.</summary>
    public bool IsAlike { get; init; }

    public string Identity => AccountIdentity.Of(Connection, App, IsAlike);

    public string PathIn(string workspace) => $"/{workspace}/connections/{Connection.Id}";

    /// <summary>The address of the dialog that reconnects it.</summary>
    public string ReconnectIn(string workspace) => $"/{workspace}/connect/{Connection.App}?connection={Connection.Id}";
}
