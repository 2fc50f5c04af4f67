using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>Replies in the inbox: a reply is a credential within a minute, so until then it may need any version.</summary>
internal sealed class WaitingReplies : SealedStore
{
    internal override Type Row => typeof(ReceivedReply);

    internal override Task<int> CountAsync(
        WorkspaceSession session, AccountKey key, DateTimeOffset sealsUntil, DateTimeOffset now, CancellationToken stop) =>
        session.Inbox.CountAsync(stop);
}
