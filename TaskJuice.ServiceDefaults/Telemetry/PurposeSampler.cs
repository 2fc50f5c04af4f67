using System.Diagnostics;
using OpenTelemetry.Trace;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>
/// Records requests and deliberate work of the product, with everything below them. A call without such a parent, such as a poll that finds
/// no work, is dropped, so that an idle system records nothing.
/// </summary>
internal sealed class PurposeSampler : Sampler
{
    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        var isWanted = parent.TraceId == default
            ? samplingParameters.Kind != ActivityKind.Client
            : parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        return new(isWanted ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}
