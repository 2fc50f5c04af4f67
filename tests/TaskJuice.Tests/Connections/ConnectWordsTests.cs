using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connecting;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>The table of how an attempt to connect can end and what people then read. A new outcome needs a row.</summary>
public sealed class ConnectWordsTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Dictionary<ConnectOutcome, (string Heading, string Sentence)> Table = new()
    {
        [ConnectOutcome.Connected] = ("Connected Acme", "You can close this window."),
        [ConnectOutcome.Updated] = ("Connected Acme", "This account was already connected. We refreshed it."),
        [ConnectOutcome.Denied] = ("Not connected", "Access wasn't granted at Sandbox. Nothing was saved."),
        [ConnectOutcome.Cancelled] = ("Cancelled", "Nothing was saved."),
        [ConnectOutcome.TimedOut] = ("This took too long", "The connect request to Sandbox expired after ten minutes. Nothing was saved."),
        [ConnectOutcome.Failed] = ("That didn't work", "Sandbox approved the request, but something went wrong on our side. Nothing was saved."),
        [ConnectOutcome.ProviderUnavailable] = ("Sandbox didn't respond", "Nothing was saved"),
        [ConnectOutcome.AppNotSetUp] = ("Sandbox isn't set up correctly", "Sandbox doesn't accept TaskJuice's OAuth client:"),
        [ConnectOutcome.ConsentLost] = ("The approval wasn't accepted", "Sandbox didn't accept the approval it had just sent. Nothing was saved."),
        [ConnectOutcome.CodeExpired] = ("The approval expired", "By the time we confirmed your approval with Sandbox, it had expired. Nothing was saved."),
        [ConnectOutcome.TokenRefused] = ("Sandbox refused the access it had just given", "Sandbox gave TaskJuice access, but then refused the first request. Nothing was saved."),
        [ConnectOutcome.SignInNeeded] = ("Sign in to Sandbox first", "You aren't signed in to Sandbox. Nothing was saved."),
        [ConnectOutcome.ConsentNeeded] = ("Sandbox needs approval first", "Sandbox needs approval first, possibly from an administrator there."),
        [ConnectOutcome.InteractionNeeded] = ("Sandbox needs something from you first", "Sandbox needs you to do something first"),
        [ConnectOutcome.AccountNeeded] = ("Sandbox asks which account you mean", "Sandbox couldn't tell which of your accounts you meant."),
        [ConnectOutcome.ProviderBusy] = ("Sandbox is busy", "Sandbox is too busy to respond right now."),
        [ConnectOutcome.ProviderBroken] = ("Sandbox is having problems", "Sandbox reports a problem on its side."),
        [ConnectOutcome.ScopeRefused] = ("Sandbox doesn't offer these permissions", "Sandbox won't give TaskJuice the permissions it asks for."),
        [ConnectOutcome.RequestRefused] = ("Sandbox didn't accept the request", "Sandbox doesn't accept TaskJuice's request."),
        [ConnectOutcome.RefusedOtherwise] = ("Sandbox refused access", "Sandbox refused access for a reason TaskJuice doesn't recognize."),
        [ConnectOutcome.NothingAnswered] = ("Sandbox didn't give an answer", "Sandbox sent you back without approving or denying access."),
        [ConnectOutcome.WrongIssuer] = ("The response didn't come from Sandbox", "The response came from a server that isn't Sandbox's"),
        [ConnectOutcome.IssuerSpelling] = ("We couldn't use the response from Sandbox", "only by a trailing slash"),
        [ConnectOutcome.IssuerMissing] = ("We couldn't use the response from Sandbox", "The response doesn't say which server sent it"),
        [ConnectOutcome.NotAllowed] = ("You can no longer connect accounts here", "Nothing was saved, because you no longer have access to this workspace."),
        [ConnectOutcome.NothingToChoose] = ("Nothing to connect", "The account you signed in with has nothing at Sandbox to connect."),
    };

    public static TheoryData<ConnectOutcome> Outcomes => [.. Enum.GetValues<ConnectOutcome>()];

    [Fact]
    public void Every_outcome_has_words_of_its_own()
    {
        Assert.Equal(Enum.GetValues<ConnectOutcome>(), Table.Keys.Order());
        Assert.Equal(Table.Count, Table.Values.Distinct().Count());
    }

    [Theory, MemberData(nameof(Outcomes))]
    public async Task The_window_and_the_panel_say_what_happened(ConnectOutcome outcome)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        var started = await guest.StartAsync(step.Connect("oauth"));
        await web.InWorkspaceAsync(agency.Tenant, async session =>
        {
            var (attempt, seal) = (await session.ConnectAttempts.SingleAsync(row => row.Id == started.Flow), web.Services.GetRequiredService<FlowSeal>());
            attempt.Note(attempt.FlowAt(DateTimeOffset.UtcNow, seal)!.Finish(outcome) with { Label = "Acme", InPopup = true }, seal);
            return attempt;
        });

        var window = await guest.Browser.OpenAsync($"/{agency.Slug}/connect/flows/{started.Flow}");
        Assert.Equal(HttpStatusCode.OK, window.Status);
        Assert.Contains($"<h1>{Table[outcome].Heading}</h1>", window.Text);
        Assert.Contains(Table[outcome].Sentence, window.Text);

        var panel = await guest.Browser.OpenAsync($"/{agency.Slug}/connect/flows/{started.Flow}", fragment: true);
        if (outcome is not (ConnectOutcome.Connected or ConnectOutcome.Updated))
            Assert.Contains(Table[outcome].Sentence, panel.Text);
    }

    [Theory]
    [InlineData("access_denied", ConnectOutcome.Denied, "access_denied")]
    [InlineData("Access_Denied", ConnectOutcome.Denied, "access_denied")]
    [InlineData("access denied", ConnectOutcome.Denied, "access_denied")]
    [InlineData("access-denied", ConnectOutcome.Denied, "access_denied")]
    [InlineData("accessDenied", ConnectOutcome.Denied, "access_denied")]
    [InlineData(" ACCESS_DENIED ", ConnectOutcome.Denied, "access_denied")]
    [InlineData("user_cancelled_authorize", ConnectOutcome.Denied, "user_cancelled_authorize")]
    [InlineData("login_required", ConnectOutcome.SignInNeeded, "login_required")]
    [InlineData("consent_required", ConnectOutcome.ConsentNeeded, "consent_required")]
    [InlineData("interaction_required", ConnectOutcome.InteractionNeeded, "interaction_required")]
    [InlineData("account_selection_required", ConnectOutcome.AccountNeeded, "account_selection_required")]
    [InlineData("temporarily_unavailable", ConnectOutcome.ProviderBusy, "temporarily_unavailable")]
    [InlineData("server_error", ConnectOutcome.ProviderBroken, "server_error")]
    [InlineData("invalid_scope", ConnectOutcome.ScopeRefused, "invalid_scope")]
    [InlineData("unauthorized_client", ConnectOutcome.AppNotSetUp, "unauthorized_client")]
    [InlineData("redirect_uri_mismatch", ConnectOutcome.AppNotSetUp, "redirect_uri_mismatch")]
    [InlineData("unsupported_response_type", ConnectOutcome.RequestRefused, "unsupported_response_type")]
    [InlineData("sk_live_very_secret", ConnectOutcome.RefusedOtherwise, "unnamed_error")]
    [InlineData("zugriff-verweigert-😀", ConnectOutcome.RefusedOtherwise, "unnamed_error")]
    public async Task An_error_of_the_provider_is_told_for_what_it_is(string error, ConnectOutcome outcome, string code)
    {
        var back = await Returning.ToAsync(web);
        var (path, query) = (back.Callback.Split('?')[0], QueryHelpers.ParseQuery(back.Callback.Split('?')[1]));
        var answer = await back.FinishAsync($"{path}?state={query["state"]}&iss={Uri.EscapeDataString(query["iss"]!)}&error={Uri.EscapeDataString(error)}");
        var page = await back.Guest.ResultAsync(answer);
        Assert.Contains(Table[outcome].Sentence, page);
        Assert.DoesNotContain("very_secret", page);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Equal($"Connecting sandbox by oauth failed: {outcome}, provider's code {code}", web.Failures()[^1]);
    }

    [Theory]
    [InlineData("https://issuer.invalid/", ConnectOutcome.WrongIssuer)]
    [InlineData("more", ConnectOutcome.IssuerSpelling)]
    [InlineData("less", ConnectOutcome.IssuerSpelling)]
    [InlineData("upper", ConnectOutcome.WrongIssuer)]
    [InlineData("", ConnectOutcome.WrongIssuer)]
    [InlineData(null, ConnectOutcome.IssuerMissing)]
    public async Task An_answer_of_another_issuer_is_refused_and_window_panel_and_log_say_so(string? issuer, ConnectOutcome outcome)
    {
        var back = await Returning.ToAsync(web);
        var (path, query) = (back.Callback.Split('?')[0], QueryHelpers.ParseQuery(back.Callback.Split('?')[1]));
        var right = query["iss"].ToString();
        var named = issuer switch { "more" => right + "/", "less" => right.TrimEnd('/'), "upper" => right.ToUpperInvariant(), _ => issuer };
        var answer = await back.FinishAsync($"{path}?state={query["state"]}&code={query["code"]}{(named is null ? "" : $"&iss={Uri.EscapeDataString(named)}")}");
        Assert.Contains(Table[outcome].Sentence, await back.Guest.ResultAsync(answer));
        Assert.Contains(Table[outcome].Sentence, (await back.Guest.Browser.OpenAsync(answer.Location!, fragment: true)).Text);
        Assert.Equal($"Connecting sandbox by oauth failed: {outcome}, provider's code none", web.Failures()[^1]);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }
}
