using System.Diagnostics;
using OpenTelemetry.Trace;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>
/// Records what somebody asked for or what the product does on purpose, with everything beneath it. A call that belongs to nothing of that
/// kind, such as a timed look for work that finds none, is left out: an idle system leaves no trace.
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
