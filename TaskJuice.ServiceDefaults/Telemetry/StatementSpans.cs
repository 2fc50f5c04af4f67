using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>What the span of a statement tells: what is done to which table, and what it is done for.</summary>
internal static partial class StatementSpans
{
    /// <summary>The tag with the name of the span that the statement belongs to.</summary>
    public const string Purpose = "taskjuice.for";

    public static void Configure(NpgsqlTracingOptionsBuilder tracing) => tracing
        .ConfigureCommandSpanNameProvider(command => NameOf(command.CommandText))
        .ConfigureCommandEnrichmentCallback((span, _) => SetPurpose(span))
        .ConfigureBatchSpanNameProvider(batch => batch.BatchCommands is [var first, ..] ? NameOf(first.CommandText) : null)
        .ConfigureBatchEnrichmentCallback((span, _) => SetPurpose(span));

    /// <summary>Such as <c>select connections</c>; null for what is neither reading nor writing a table.</summary>
    public static string? NameOf(string statement) =>
        Table().Match(statement) is { Success: true } found ? $"{found.Groups["verb"].Value.ToLowerInvariant()} {found.Groups["table"].Value}"
            : statement.Contains("set_config('app.", StringComparison.Ordinal) ? "viewer" : null;

    private static void SetPurpose(Activity span)
    {
        if (span.Parent is { } parent)
            span.SetTag(Purpose, parent.DisplayName);
    }

    [GeneratedRegex("""\b(?<verb>select|insert|update|delete)\b(?:(?!\b(?:select|insert|update|delete)\b)[\s\S])*?(?:\bfrom|\binto|(?<=update))\s+"?(?<table>[a-z_]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Table();
}
