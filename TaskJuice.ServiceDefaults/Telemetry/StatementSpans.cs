using System.Buffers;
using System.Diagnostics;
using OpenTelemetry;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>Has the span of a statement tell what is done to which table, and what it is done for.</summary>
internal sealed class StatementSpans : BaseProcessor<Activity>
{
    private const string Source = "Npgsql";
    private const string Statement = "db.query.text";

    private static readonly (string Verb, string Before)[] Verbs = [("select", "from "), ("insert", "into "), ("update", "update "), ("delete", "from ")];
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

    // Such as "select connections"; the setting by which row-level security knows the viewer; null for anything else.
    private static string? NameOf(ReadOnlySpan<char> statement)
    {
        var text = statement.TrimStart();
        foreach (var (verb, before) in Verbs)
            if (text.StartsWith(verb, StringComparison.OrdinalIgnoreCase))
                return TableAfter(text, before) is { IsEmpty: false } table ? $"{verb} {table}" : text.Contains("set_config('app.", StringComparison.Ordinal) ? "viewer" : null;

        return null;
    }

    // What comes from an inner query has no name of its own; the table it reads has.
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
