using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>
/// Handles conflicts between concurrent transactions. PostgreSQL rolls one of them back; when retried, it sees the result of the other.
/// </summary>
public static class Collisions
{
    private const int Tries = 3;

    /// <summary>
    /// True when PostgreSQL rolled it back because of a deadlock (SQLSTATE 40P01), or because a referenced row was deleted meanwhile
    /// (23503).
    /// </summary>
    /// <param name="failure">The exception, possibly wrapped.</param>
    public static bool IsCollision(this Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation }
            || failure.InnerException?.IsCollision() == true;

    /// <summary>Runs a unit of work and retries it on a conflict; the third conflict is rethrown.</summary>
    /// <param name="work">Opens its own session and reads everything again.</param>
    /// <param name="isCollision">What else counts as a conflict for this work.</param>
    public static async Task<T> TryAgainAsync<T>(Func<Task<T>> work, Func<Exception, bool>? isCollision = null)
    {
        for (var left = Tries - 1; ; left--)
        {
            try
            {
                return await work();
            }
            catch (Exception failure) when (left > 0 && (failure.IsCollision() || isCollision?.Invoke(failure) == true))
            {
                continue;
            }
        }
    }
}
