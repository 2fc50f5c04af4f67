using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads the inputs of a form: an app's <c>fields</c> or a method's <c>credentials</c>.</summary>
internal static partial class FieldReader
{
    public static IReadOnlyList<AppField> Read(MapReader map, string key, bool secrets)
    {
        var fields = new List<AppField>();
        foreach (var entry in map.Maps(key))
        {
            var field = Read(entry);
            if (field.Secret && !secrets)
                entry.Wrong("secret", "cannot be true here; a secret belongs in the credentials of a method.");
            if (fields.Any(other => other.Key == field.Key))
                entry.Wrong("key", $"repeats {field.Key}.");
            fields.Add(field);
        }

        return fields;
    }

    private static AppField Read(MapReader map)
    {
        var field = new AppField
        {
            Key = map.Text("key"),
            Label = map.Text("label"),
            Help = map.MaybeText("help"),
            Example = map.MaybeText("example"),
            Prefix = map.MaybeText("prefix"),
            Suffix = map.MaybeText("suffix"),
            Default = map.MaybeText("default"),
            Format = map.Choice("format", FieldFormat.Text),
            Pattern = map.MaybeText("pattern"),
            PatternHelp = map.MaybeText("pattern-help"),
            Options = [.. map.Maps("options").Select(Option)],
            Required = map.Flag("required", true),
            Secret = map.Flag("secret", false),
        };
        map.End();
        Check(map, field);
        return field;
    }

    private static FieldOption Option(MapReader map)
    {
        var value = map.Text("value");
        var option = new FieldOption(value, map.MaybeText("label") ?? value);
        map.End();
        return option;
    }

    private static void Check(MapReader map, AppField field)
    {
        if (field.Key.Length > 0 && !Key().IsMatch(field.Key))
            map.Wrong("key", "must begin with a letter and contain only letters, digits, _ and -.");
        if (field.PatternHelp is not null && field.Pattern is null)
            map.Wrong("pattern-help", "explains a pattern, but there is no pattern.");
        if (field.Format == FieldFormat.PrivateKey && !field.Secret)
            map.Wrong("format", "is private-key, which needs secret: true.");
        if (field.Secret && field.Default is not null)
            map.Wrong("default", "is not allowed for a secret field.");
        if (!PatternCompiles(map, field))
            return;

        if (field.Default is not null && field.Problem(field.Default) is { } problem)
            map.Wrong("default", $"is not a valid value of the field ({problem}).");
        foreach (var option in field.Options.Where(option => option.Value.Length > 0 && field.Problem(option.Value) is not null))
            map.Wrong("options", $"offers {option.Value}, which is not a valid value of the field.");
    }

    private static bool PatternCompiles(MapReader map, AppField field)
    {
        try
        {
            if (field.Pattern is not null)
                AppField.Whole(field.Pattern);
            return true;
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            map.Wrong("pattern", "is not a regular expression that can be used here; lookaround and back-references are not supported.");
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,39}\z")]
    private static partial Regex Key();
}
