using System.Text.RegularExpressions;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>
/// A connect attempt is one trace. The provider's redirect and the requests of a waiting page are recorded in it, so they start no traces
/// of their own.
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
