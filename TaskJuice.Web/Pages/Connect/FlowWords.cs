using TaskJuice.Core.Connections.Connecting;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>How an attempt to connect ended, in words: what happened, what it means, what to do.</summary>
public sealed record FlowWords(string Heading, string Explanation, bool Good)
{
    public static FlowWords Of(ConnectFlow flow, string app) => flow.Outcome switch
    {
        ConnectOutcome.Connected => new($"Connected {flow.Label}", "You can close this window.", true),
        ConnectOutcome.Updated => new($"Connected {flow.Label}", "This account was already connected. We refreshed it.", true),
        ConnectOutcome.Denied => new("Not connected", $"Access was not granted at {app}. Nothing was saved. Select Connect Account to try again.", false),
        ConnectOutcome.Cancelled => new("Cancelled", "Nothing was saved.", false),
        ConnectOutcome.OtherAccount => new("That is another account",
            $"You signed in to {app} as {flow.Label}, but this connection belongs to {flow.Detail}. Nothing was changed. Switch the account at {app} and try again, or connect {flow.Label} as a new account.", false),
        ConnectOutcome.ProviderUnavailable => new($"{app} did not answer", $"Nothing was saved, and your account there is fine. Try again in a moment. {flow.Detail}", false),
        ConnectOutcome.AppNotSetUp => new($"{app} is not set up correctly",
            $"{app} does not accept the OAuth client TaskJuice uses. Please ask your administrator to check its client id, secret and redirect address.", false),
        ConnectOutcome.ConsentLost => new("The approval was not accepted", $"{app} took too long or withdrew it. Nothing was saved. Select Connect Account to try again.", false),
        ConnectOutcome.NothingToChoose => new("Nothing to connect", $"The person you signed in as has no account at {app} that can be connected. Sign in there as somebody else and try again.", false),
        _ => new("Just a moment", $"Finishing with {app}...", false),
    };
}
