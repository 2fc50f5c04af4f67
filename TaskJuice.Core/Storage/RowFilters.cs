using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Query;

namespace TaskJuice.Core.Storage;

/// <summary>
/// Global query filters. They must name the account, the first column of every index: several policies on a table form an OR, which
/// prevents an index scan.
/// </summary>
internal static class RowFilters
{
    // EF replaces every expression of the context's type with the querying context, and evaluates it for each query.
    private static readonly Expression Viewer =
        Expression.Property(Expression.Constant(null, typeof(TaskJuiceDb)), nameof(TaskJuiceDb.RowSecurityContext));

    /// <summary>Adds a filter to rows that are visible outside their workspace as well.</summary>
    public static void SeenBy<T>(this EntityTypeBuilder<T> rows, Expression<Func<T, RowSecurityContext, bool>> isVisible) where T : class =>
        rows.HasQueryFilter(Expression.Lambda<Func<T, bool>>(
            ReplacingExpressionVisitor.Replace(isVisible.Parameters[1], Viewer, isVisible.Body), isVisible.Parameters[0]));

    /// <summary>Adds the workspace filter to all other tenant rows, so that no table can be forgotten.</summary>
    public static void LetOnlyTheWorkspaceSee(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.FindProperty(nameof(Tenant.AccountId)) is null || entity.FindProperty(nameof(Tenant.WorkspaceId)) is null
                || entity.GetDeclaredQueryFilters().Count > 0)
                continue;

            var row = Expression.Parameter(entity.ClrType, "row");
            entity.SetQueryFilter(Expression.Lambda(
                Expression.AndAlso(IsViewers(row, nameof(Tenant.AccountId)), IsViewers(row, nameof(Tenant.WorkspaceId))), row));
        }
    }

    private static BinaryExpression IsViewers(Expression row, string id) =>
        Expression.Equal(Expression.Convert(Expression.Property(row, id), typeof(Guid?)), Expression.Property(Viewer, id));
}
