using TaskJuice.Core.Connections;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>What a check brought: a sentence, how grave it is, and the provider's own words about it.</summary>
public sealed record CheckSaid(string Text, string Tone, string? ProviderSays = null, string? Shown = null);

/// <summary>Says what a check brought.</summary>
public sealed class CheckWords(Words words)
{
    public CheckSaid Of(TryResult tried, ConnectionFace face) => tried switch
    {
        TryResult.Answered { Shown: var shown } => new(words["Connections.CheckAnswered", face.AppName], "success", Shown: shown),
        TryResult.Refused refused when face is { IsKey: true, NeedsPerson: true } =>
            new(words["Connections.CheckKeyRefused", face.AppName], "danger", refused.ProviderMessage),
        TryResult.Refused refused when face.NeedsPerson => new(words["Connections.CheckNeedsReconnecting", face.AppName], "danger", refused.ProviderMessage),
        TryResult.Refused refused => new(words["Connections.CheckRefused", face.AppName, refused.Status], "danger", refused.ProviderMessage),
        TryResult.NeedsReauthorization => new(words["Connections.CheckNeedsReconnecting", face.AppName], "danger"),
        TryResult.Unreadable => new(words["Connections.CheckUnreadable", face.AppName], "danger"),
        TryResult.Unavailable unavailable => new(words["Connections.CheckUnavailable", face.AppName, unavailable.Reason], "info"),
        _ => new(words["Connections.CheckGone", face.AppName], "warning"),
    };
}
