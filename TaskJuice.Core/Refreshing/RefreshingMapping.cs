using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TaskJuice.Core.Refreshing;

internal sealed class OpenCircuitMapping : IEntityTypeConfiguration<OpenCircuit>
{
    public void Configure(EntityTypeBuilder<OpenCircuit> pause)
    {
        pause.ToTable("open_circuits");
        pause.HasKey(row => new { row.TokenEndpoint, row.Client });
        pause.Property(row => row.TokenEndpoint).HasMaxLength(2000);
        pause.Property(row => row.Client).HasMaxLength(64);
        pause.Property(row => row.Because).HasMaxLength(400);
    }
}
