using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Connections.Connecting;

namespace TaskJuice.Web.Pages.Connect;

public sealed class KeyModel(ReadConnect read, ConnectWithKey connect, ShowConnected connected) : WorkspacePage
{
    public ConnectView View { get; private set; } = null!;

    // A reload or a bookmark of the posted form leads back to the form.
    public IActionResult OnGet(string app) => Redirect($"/{Workspace.Slug}/connect/{app}{Request.QueryString}");

    public async Task<IActionResult> OnPostAsync(string app, [FromQuery] ConnectAddress address, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, app, address, stop) is not { Method: ApiKeyMethod method } view)
            return NotFound();

        View = view with { Typed = Readable(view.App, method) };
        var name = Typed("name")?.Trim() ?? "";
        if (name.Length is 0 or > Connection.LongestLabel)
            return Again(new() { ["name"] = name.Length == 0 ? "Enter a name for this connection." : $"Use at most {Connection.LongestLabel} characters." });

        var result = await connect.ConnectAsync(Pasted(method, name), stop);
        return result switch
        {
            KeyResult.Connected done => await connected.AnswerAsync(this, view.Return, done.Connection.Label, stop),
            KeyResult.Invalid invalid => Again(invalid.Problems.ToDictionary(problem => problem.Key, problem => problem.Value)),
            KeyResult.Refused refused => Again($"{view.App.Name} did not accept this key. Copy it once more, or make a new one there, and paste it again.", refused.ProviderMessage),
            KeyResult.Unavailable unavailable => Again($"{view.App.Name} could not be asked whether the key works. Nothing was saved; try again in a moment. {unavailable.Reason}", null),
            KeyResult.OtherAccount other => Again($"This key belongs to another {view.App.Name} account than {other.Expected}. Nothing was changed. Paste a key of the same account, or connect this one as a new account.", null),
            _ => throw new UnreachableException(),
        };
    }

    private PastedKey Pasted(ApiKeyMethod method, string name) => new()
    {
        Workspace = Workspace,
        UserId = UserId,
        App = View.App,
        Method = method,
        Name = name,
        Typed = Typed,
        Return = View.Return,
        Reconnects = View.Reconnects?.Id,
    };

    private string? Typed(string key) => Request.Form[$"f.{key}"];

    private Dictionary<string, string?> Readable(App app, ApiKeyMethod method) =>
        app.Fields.Concat(method.Credentials).Where(field => !field.Secret).Select(field => field.Key).Append("name").ToDictionary(key => key, Typed);

    private IActionResult Again(Dictionary<string, string> problems)
    {
        View = View with { Problems = problems };
        return AskAgain("_Connect", View);
    }

    private IActionResult Again(string trouble, string? providerSays)
    {
        View = View with { Trouble = trouble, ProviderSays = providerSays };
        return AskAgain("_Connect", View);
    }
}
