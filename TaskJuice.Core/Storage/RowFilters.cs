using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Query;

namespace TaskJuice.Core.Storage;

/// <summary>
/// Which rows a query looks at. It must name the account, the first column of every index: several policies on a table form an OR, which
/// prevents an index scan.
/// </summary>
internal static class RowFilters
{
    // EF puts the context that asks in the place of each expression of the context's type, and reads it anew for every query.
    private static readonly Expression Viewer =
        Expression.Property(Expression.Constant(null, typeof(TaskJuiceDb)), nameof(TaskJuiceDb.RowSecurityContext));

    /// <summary>For rows that not only their workspace sees.</summary>
    public static void SeenBy<T>(this EntityTypeBuilder<T> rows, Expression<Func<T, RowSecurityContext, bool>> isVisible) where T : class =>
        rows.HasQueryFilter(Expression.Lambda<Func<T, bool>>(
            ReplacingExpressionVisitor.Replace(isVisible.Parameters[1], Viewer, isVisible.Body), isVisible.Parameters[0]));

    /// <summary>For all other rows of a workspace, so that no table can forget it.</summary>
    public static void LetOnlyTheWorkspaceSee(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.FindProperty(nameof(Tenant.AccountId)) is null || entity.FindProperty(nameof(Tenant.WorkspaceId)) is null || entity.GetDeclaredQueryFilters().Count > 0)
                continue;

            var row = Expression.Parameter(entity.ClrType, "row");
            entity.SetQueryFilter(Expression.Lambda(Expression.AndAlso(IsViewers(row, nameof(Tenant.AccountId)), IsViewers(row, nameof(Tenant.WorkspaceId))), row));
        }
    }

    private static BinaryExpression IsViewers(Expression row, string id) =>
        Expression.Equal(Expression.Convert(Expression.Property(row, id), typeof(Guid?)), Expression.Property(Viewer, id));
}
