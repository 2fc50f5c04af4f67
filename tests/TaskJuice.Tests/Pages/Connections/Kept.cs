using TaskJuice.Core.Connections;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Connections;

/// <summary>A person with a connected account that one step uses.</summary>
internal sealed record Kept(WebFixture Web, Agency Agency, Guest Guest, Step Step, Guid Id)
{
    public const string Label = "Acme Ops";

    public string Path => $"/{Agency.Slug}/connections/{Id}";

    public string List => $"/{Agency.Slug}/connections";

    /// <summary>Connected by OAuth as Acme Ops.</summary>
    public static async Task<Kept> OAuthAsync(WebFixture web)
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        return await OfAsync(web, back.Agency, back.Guest, back.Step);
    }

    /// <summary>Connected with a key of Acme Ops.</summary>
    public static async Task<Kept> KeyAsync(WebFixture web, string operation = "new-record")
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug, operation: operation);
        await guest.ConnectKeyAsync(step.Connect("api-key"), Label, "sk_sandbox_acme");
        return await OfAsync(web, agency, guest, step);
    }

    /// <summary>One more connection of the same workspace, with a key of somebody else.</summary>
    public async Task<Guid> AlsoAsync(string name, string key = "sk_sandbox_globex")
    {
        await Guest.ConnectKeyAsync($"/{Agency.Slug}/connect/sandbox?method=api-key", name, key);
        return (await Web.ConnectionsAsync(Agency.Tenant)).Single(row => row.Label == name).Id;
    }

    public async Task<Connection?> ReadAsync() => (await Web.ConnectionsAsync(Agency.Tenant)).Find(row => row.Id == Id);

    public async Task<string> OpenAsync(string more = "") => (await Guest.Browser.OpenAsync(Path + more)).Text;

    /// <summary>Opens a page of the connection and sends the form on it.</summary>
    public async Task<Workflows.Answer> SendAsync(string action, bool fragment = false, params (string Name, string Value)[] fields)
    {
        await Guest.Browser.OpenAsync(Path);
        return await Guest.Browser.SendFormAsync($"{Path}/{action}", fragment, fields);
    }

    public Task BreakAsync(string reason = "invalid_grant") => Web.ExecuteAsync(
        $"update connections set status = 'error', error_reason = '{reason}', error_since = now() - interval '2 hours' where id = '{Id}'");

    public async Task<long> EventsAsync(string kind, string? detail = null) => (long)(await Web.ReadAsync(
        $"select count(*) from audit_events where connection_id = '{Id}' and kind = '{kind}' and user_id = '{Agency.UserId}'{(detail is null ? "" : $" and detail like '{detail}'")}"))!;

    private static async Task<Kept> OfAsync(WebFixture web, Agency agency, Guest guest, Step step)
    {
        var connection = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        await web.ForgetCallsAsync();
        return new(web, agency, guest, step, connection.Id);
    }
}
