using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TaskJuice.Core.Storage;

// Only for `dotnet ef migrations add`; nothing connects.
internal sealed class DesignTime : IDesignTimeDbContextFactory<TaskJuiceDb>
{
    public TaskJuiceDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql("Host=localhost");
        TaskJuiceDb.Configure(options);
        return new(options.Options);
    }
}
