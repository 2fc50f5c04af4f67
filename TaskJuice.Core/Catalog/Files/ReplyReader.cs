namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads how token replies are parsed.</summary>
internal static class ReplyReader
{
    public static TokenReply Read(MapReader method)
    {
        var normal = new TokenReply();
        if (method.Map("token-reply") is not { } map)
            return normal;

        var reply = new TokenReply
        {
            AccessToken = map.MaybeText("access-token") ?? normal.AccessToken,
            RefreshToken = map.MaybeText("refresh-token") ?? normal.RefreshToken,
            Expiry = map.MaybeText("expiry") ?? normal.Expiry,
            ExpiryForm = map.Choice("expiry-form", normal.ExpiryForm),
            RefreshExpiry = map.MaybeText("refresh-expiry"),
            Scope = map.MaybeText("scope") ?? normal.Scope,
            Error = map.MaybeText("error") ?? normal.Error,
            FailedWhen = CallReader.Rules(map, "failed-when"),
            Keep = map.Pairs("keep"),
        };
        map.End();
        return reply;
    }
}
