using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections.Connecting;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>The table of how an attempt to connect can end and what people then read. A new outcome needs a row.</summary>
public sealed class ConnectWordsTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Dictionary<ConnectOutcome, (string Heading, string Sentence)> Table = new()
    {
        [ConnectOutcome.Connected] = ("Connected Acme", "You can close this window."),
        [ConnectOutcome.Updated] = ("Connected Acme", "This account was already connected. We refreshed it."),
        [ConnectOutcome.Denied] = ("Not connected", "Access was not granted at Sandbox. Nothing was saved."),
        [ConnectOutcome.Cancelled] = ("Cancelled", "Nothing was saved."),
        [ConnectOutcome.TimedOut] = ("That took too long", "Sandbox was asked more than ten minutes ago, so the attempt ended. Nothing was saved."),
        [ConnectOutcome.Failed] = ("That did not work", "Something broke on our side after Sandbox had agreed. Nothing was saved."),
        [ConnectOutcome.ProviderUnavailable] = ("Sandbox did not answer", "Nothing was saved"),
        [ConnectOutcome.AppNotSetUp] = ("Sandbox is not set up correctly", "Sandbox does not accept the OAuth client TaskJuice uses:"),
        [ConnectOutcome.ConsentLost] = ("The approval was not accepted", "Sandbox did not accept the approval it had sent a moment before. Nothing was saved."),
        [ConnectOutcome.CodeExpired] = ("The approval came too late", "The approval had expired by the time Sandbox was asked to confirm it. Nothing was saved."),
        [ConnectOutcome.TokenRefused] = ("The access was not accepted", "Sandbox gave TaskJuice an access and then did not accept it for the first question. Nothing was saved."),
        [ConnectOutcome.SignInNeeded] = ("Sandbox wants you to sign in there first", "You are not signed in at Sandbox. Nothing was saved."),
        [ConnectOutcome.ConsentNeeded] = ("Sandbox wants a consent first", "Sandbox wants a consent that was not given"),
        [ConnectOutcome.InteractionNeeded] = ("Sandbox wants something from you first", "Sandbox wants you to do something there before it lets TaskJuice in"),
        [ConnectOutcome.AccountNeeded] = ("Sandbox asks which account you mean", "Sandbox could not tell which of your accounts there is meant."),
        [ConnectOutcome.ProviderBusy] = ("Sandbox is busy", "Sandbox reports that it cannot answer at the moment."),
        [ConnectOutcome.ProviderBroken] = ("Sandbox has trouble of its own", "Sandbox reports that something broke there."),
        [ConnectOutcome.ScopeRefused] = ("Sandbox does not offer these permissions", "Sandbox does not give TaskJuice the permissions it asks for."),
        [ConnectOutcome.RequestRefused] = ("Sandbox did not accept the request", "Sandbox does not accept the request that TaskJuice makes for it."),
        [ConnectOutcome.RefusedOtherwise] = ("Sandbox refused", "Sandbox refused for a reason that TaskJuice does not know."),
        [ConnectOutcome.NothingAnswered] = ("Sandbox sent no answer", "Sandbox sent you back with neither an approval nor a refusal."),
        [ConnectOutcome.WrongIssuer] = ("The answer did not come from Sandbox", "The answer names another server than that of Sandbox"),
        [ConnectOutcome.IssuerSpelling] = ("The answer of Sandbox was not used", "only a slash at the end differs"),
        [ConnectOutcome.IssuerMissing] = ("The answer of Sandbox was not used", "The answer does not say which server gave it"),
        [ConnectOutcome.NotAllowed] = ("You may not connect accounts here any more", "Nothing was saved: in the meantime your access to this workspace was taken back."),
        [ConnectOutcome.NothingToChoose] = ("Nothing to connect", "The person you signed in as has no account at Sandbox that can be connected."),
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
