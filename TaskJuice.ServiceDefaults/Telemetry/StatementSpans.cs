using System.Buffers;
using System.Diagnostics;
using OpenTelemetry;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>Names a statement's span by its operation and table, and by the span it belongs to.</summary>
internal sealed class StatementSpans : BaseProcessor<Activity>
{
    private const string Source = "Npgsql";
    private const string Statement = "db.query.text";

    private static readonly (string Verb, string Before)[] Verbs =
        [("select", "from "), ("insert", "into "), ("update", "update "), ("delete", "from ")];
    private static readonly SearchValues<char> InNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");

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

    // Such as "select connections", or the statement that sets the row-security variables; null for anything else.
    private static string? NameOf(ReadOnlySpan<char> statement)
    {
        var text = statement.TrimStart();
        foreach (var (verb, before) in Verbs)
            if (text.StartsWith(verb, StringComparison.OrdinalIgnoreCase))
                return TableAfter(text, before) is { IsEmpty: false } table
                    ? $"{verb} {table}" : text.Contains("set_config('app.", StringComparison.Ordinal) ? "viewer" : null;

        return null;
    }

    // A subquery has no name; the table it reads from has one.
    private static ReadOnlySpan<char> TableAfter(ReadOnlySpan<char> text, string word)
    {
        while (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            text = text[(at + word.Length)..].TrimStart(" \n\r\t\"");
            var end = text.IndexOfAnyExcept(InNames);
            if (end != 0)
                return end < 0 ? text : text[..end];
        }

        return [];
    }
}
