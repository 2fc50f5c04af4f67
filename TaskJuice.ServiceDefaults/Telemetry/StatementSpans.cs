using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>Has the span of a statement tell what is done to which table, and what it is done for.</summary>
internal sealed partial class StatementSpans : BaseProcessor<Activity>
{
    private const string Source = "Npgsql";
    private const string Statement = "db.query.text";

    // The name of the span that the statement belongs to.
    private const string Purpose = "taskjuice.for";

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != Source || data.GetTagItem(Statement) is not string statement)
            return;

        data.DisplayName = NameOf(statement) ?? data.DisplayName;
        if (data.Parent is { } parent)
            data.SetTag(Purpose, parent.DisplayName);
    }

    // Such as "select connections"; the setting by which row-level security knows the viewer; null for anything else.
    private static string? NameOf(string statement) =>
        Table().Match(statement) is { Success: true } found ? $"{found.Groups["verb"].Value.ToLowerInvariant()} {found.Groups["table"].Value}"
            : statement.Contains("set_config('app.", StringComparison.Ordinal) ? "viewer" : null;

    [GeneratedRegex("""\b(?<verb>select|insert|update|delete)\b(?:(?!\b(?:select|insert|update|delete)\b)[\s\S])*?(?:\bfrom|\binto|(?<=update))\s+"?(?<table>[a-z_]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Table();
}
