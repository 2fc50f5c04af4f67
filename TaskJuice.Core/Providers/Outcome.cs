namespace TaskJuice.Core.Providers;

/// <summary>The class of an outcome as telemetry tags spell it: the name of its case, such as <c>client_refused</c>.</summary>
internal static class Outcome
{
    public static string Of(object result) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(result.GetType().Name);
}
