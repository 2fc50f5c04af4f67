using Npgsql;

namespace TaskJuice.Core.Storage;

/// <summary>
/// Two units of work that met on the same rows. PostgreSQL ends one of them, which has changed nothing then; begun anew it finds what the other one left.
/// </summary>
public static class Collisions
{
    private const int Tries = 3;

    /// <summary>True when PostgreSQL ended it because it waited for one that waited for it (SQLSTATE 40P01), or because what it refers to was deleted meanwhile (23503).</summary>
    /// <param name="failure">What was thrown, however it is wrapped.</param>
    public static bool IsCollision(this Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation } || failure.InnerException?.IsCollision() == true;

    /// <summary>Does a whole unit of work, and anew when it met another one; the third time what was thrown is thrown on.</summary>
    /// <param name="work">Opens its own session and reads everything again.</param>
    /// <param name="isCollision">What else means for this work that it met another one.</param>
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
