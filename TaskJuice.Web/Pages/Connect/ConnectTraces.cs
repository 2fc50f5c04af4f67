using System.Text.RegularExpressions;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>
/// An attempt to connect is one trace. What the provider's redirect brings and what a waiting page asks is told there, so those requests begin no
/// traces of their own.
/// </summary>
public static partial class ConnectTraces
{
    public static void AddConnectTraces(this IServiceCollection services) =>
        services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(requests =>
        {
            var filter = requests.Filter;
            requests.Filter = context => !BelongsToAttempt(context.Request.Path) && filter?.Invoke(context) != false;
        });

    private static bool BelongsToAttempt(PathString path) => CallbackModel.IsAt(path) || FlowPage().IsMatch(path.Value ?? "");

    [GeneratedRegex("^/[^/]+/connect/flows/[0-9a-f-]{36}(/|$)")]
    private static partial Regex FlowPage();
}
