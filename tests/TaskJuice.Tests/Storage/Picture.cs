namespace TaskJuice.Tests;

public static class Picture
{
    /// <summary>A hash over everything the tenants own: equal before and after means that nothing changed.</summary>
    public static async Task<string> PictureAsync(this WebFixture web) => (string)(await web.ReadAsync("""
        select md5(coalesce(string_agg(line, E'\n' order by line), '')) from (
            select 'workflow ' || w::text as line from workflows w union all select 'step ' || n::text from steps n
            union all select 'connection ' || c::text from connections c union all select 'secret ' || s::text from connection_secrets s
            union all select 'workspace ' || w::text from workspaces w union all select 'membership ' || m::text from memberships m
            union all select 'account ' || a::text from accounts a union all select 'event ' || e::text from audit_events e) as everything
        """))!;
}
