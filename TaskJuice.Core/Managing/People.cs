using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Managing;

internal static class People
{
    /// <summary>The names of users by id; deleted users are omitted.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        this TaskJuiceDb db, IEnumerable<Guid?> people, CancellationToken stop)
    {
        var ids = people.OfType<Guid>().Distinct().ToList();
        return await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, user => user.DisplayName, stop);
    }
}
