using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>What somebody can do about how an attempt ended.</summary>
public enum FlowFix
{
    Nothing,
    TryAgain,
    AskAdministrator,
    AskAgain,
}

/// <summary>How an attempt to connect ended, in words: what happened, what it means, and the one thing that helps.</summary>
public sealed record FlowWords(string Heading, string Explanation, FlowFix Fix = FlowFix.TryAgain)
{
    public static FlowWords Of(Words words, ConnectFlow flow, string app) => flow.Outcome switch
    {
        ConnectOutcome.Connected or ConnectOutcome.Updated when flow.MissingScopes.Count > 0 =>
            new(words["Connect.LimitedTitle", flow.Label], words["Connect.LimitedText", app], FlowFix.AskAgain),
        ConnectOutcome.Connected => new(words["Connect.ConnectedTitle", flow.Label], words["Connect.ConnectedText"], FlowFix.Nothing),
        ConnectOutcome.Updated => new(words["Connect.ConnectedTitle", flow.Label], words["Connect.UpdatedText"], FlowFix.Nothing),
        ConnectOutcome.Denied => new(words["Connect.DeniedTitle"], words["Connect.DeniedText", app]),
        ConnectOutcome.Cancelled => new(words["Connect.CancelledTitle"], words["Connect.CancelledText"], FlowFix.Nothing),
        ConnectOutcome.NotAllowed => new(words["Connect.NotAllowedTitle"], words["Connect.NotAllowedText"], FlowFix.Nothing),
        ConnectOutcome.TimedOut => new(words["Connect.TimedOutTitle"], words["Connect.TimedOutText", app]),
        ConnectOutcome.ProviderUnavailable => new(words["Connect.UnavailableTitle", app], words["Connect.UnavailableText"]),
        ConnectOutcome.AppNotSetUp => new(words["Connect.NotSetUpTitle", app], words["Connect.NotSetUpText", app], FlowFix.AskAdministrator),
        ConnectOutcome.ConsentLost => new(words["Connect.ConsentLostTitle"], words["Connect.ConsentLostText", app]),
        ConnectOutcome.NothingToChoose => new(words["Connect.NothingToChooseTitle"], words["Connect.NothingToChooseText", app]),
        ConnectOutcome.Failed => new(words["Connect.FailedTitle"], words["Connect.FailedText", app]),
        _ => new(words["Connect.WaitingTitle"], words["Connect.WaitingText", app], FlowFix.Nothing),
    };

    /// <summary>What the builder says when the account is there.</summary>
    public static string Notice(Words words, ConnectFlow flow, IEnumerable<string> missing) => flow switch
    {
        { MissingScopes.Count: > 0 } => words["Connect.LimitedNotice", flow.Label, string.Join(", ", missing)],
        { Reconnects: not null } => words.Count("Connect.RepairedNotice", flow.Steps, flow.Label),
        { Outcome: ConnectOutcome.Updated } => words["Connect.UpdatedNotice", flow.Label],
        _ => words["Connect.ConnectedNotice", flow.Label],
    };
}
