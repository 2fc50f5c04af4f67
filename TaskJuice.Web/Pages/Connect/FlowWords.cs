using TaskJuice.Core.Connecting;
using TaskJuice.Core.Providers;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>What a person can do after an attempt has ended.</summary>
public enum FlowFix
{
    Nothing,
    TryAgain,
    AskAdministrator,
    AskAgain,
}

/// <summary>The texts for the outcome of a connect attempt: what happened, what it means, and what to do.</summary>
public sealed record FlowWords(string Heading, string Explanation, FlowFix Fix = FlowFix.TryAgain)
{
    /// <param name="why">The text for a failed call, from <see cref="CallWords"/>.</param>
    public static FlowWords Of(Words words, ConnectFlow flow, string app, string? why) => flow.Outcome switch
    {
        ConnectOutcome.Connected or ConnectOutcome.Updated when flow.MissingScopes.Count > 0 =>
            new(words["Connect.LimitedTitle", flow.Label], words["Connect.LimitedText", app], FlowFix.AskAgain),
        ConnectOutcome.Connected => new(words["Connect.ConnectedTitle", flow.Label], words["Connect.ConnectedText"], FlowFix.Nothing),
        ConnectOutcome.Updated => new(words["Connect.ConnectedTitle", flow.Label], words["Connect.UpdatedText"], FlowFix.Nothing),
        ConnectOutcome.Denied => new(words["Connect.DeniedTitle"], words["Connect.DeniedText", app]),
        ConnectOutcome.Cancelled => new(words["Connect.CancelledTitle"], words["Connect.CancelledText"], FlowFix.Nothing),
        ConnectOutcome.NotAllowed => new(words["Connect.NotAllowedTitle"], words["Connect.NotAllowedText"], FlowFix.Nothing),
        ConnectOutcome.TimedOut => new(words["Connect.TimedOutTitle"], words["Connect.TimedOutText", app]),
        ConnectOutcome.ProviderUnavailable =>
            new(words[$"Connect.UnavailableTitle.{Kind(flow.Failure)}", app], words["Connect.UnavailableText", why ?? ""]),
        ConnectOutcome.AppNotSetUp =>
            new(words["Connect.NotSetUpTitle", app], words["Connect.NotSetUpText", app], FlowFix.AskAdministrator),
        ConnectOutcome.ConsentLost => new(words["Connect.ConsentLostTitle"], words["Connect.ConsentLostText", app]),
        ConnectOutcome.TokenRefused when flow.MissingScopes.Count > 0 =>
            new(
                words["Connect.PermissionLacksTitle", app],
                words.Count("Connect.PermissionLacksText", flow.MissingScopes.Count, app, string.Join(", ", flow.MissingScopes))),
        ConnectOutcome.CodeExpired or ConnectOutcome.TokenRefused or ConnectOutcome.SignInNeeded or ConnectOutcome.InteractionNeeded
            or ConnectOutcome.AccountNeeded or ConnectOutcome.ConsentNeeded or ConnectOutcome.ProviderBusy
            or ConnectOutcome.ProviderBroken or ConnectOutcome.RefusedOtherwise or ConnectOutcome.NothingAnswered
            or ConnectOutcome.WrongIssuer =>
            new(words[$"Connect.{flow.Outcome}Title", app], words[$"Connect.{flow.Outcome}Text", app]),
        ConnectOutcome.ScopeRefused or ConnectOutcome.RequestRefused or ConnectOutcome.IssuerSpelling or ConnectOutcome.IssuerMissing =>
            new(words[$"Connect.{flow.Outcome}Title", app], words[$"Connect.{flow.Outcome}Text", app], FlowFix.AskAdministrator),
        ConnectOutcome.NothingToChoose => new(words["Connect.NothingToChooseTitle"], words["Connect.NothingToChooseText", app]),
        ConnectOutcome.Failed => new(words["Connect.FailedTitle"], words["Connect.FailedText", app]),
        _ => new(words["Connect.WaitingTitle"], words["Connect.WaitingText", app], FlowFix.Nothing),
    };

    private static string Kind(CallFailure? failure) => failure switch
    {
        { IsWithheld: true, HasAnswered: false } => "withheld",
        { Kind: FailureKind.AsksForPause } => "paused",
        { Kind: FailureKind.ServerError } => "trouble",
        { HasAnswered: true } => "unusable",
        _ => "silent",
    };

    /// <summary>The message in the builder once the account is connected.</summary>
    public static string Notice(Words words, ConnectFlow flow, IEnumerable<string> missing) => flow switch
    {
        { MissingScopes.Count: > 0 } => words["Connect.LimitedNotice", flow.Label, string.Join(", ", missing)],
        { Reconnects: not null } => words.Count("Connect.RepairedNotice", flow.Steps, flow.Label),
        { Outcome: ConnectOutcome.Updated } => words["Connect.UpdatedNotice", flow.Label],
        _ => words["Connect.ConnectedNotice", flow.Label],
    };
}
