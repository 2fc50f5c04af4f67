using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core;

/// <summary>A setting that is a whole number.</summary>
internal static class WholeNumber
{
    /// <summary>Reads it.</summary>
    /// <param name="configuration">Where.</param>
    /// <param name="setting">Its name, with <c>:</c>.</param>
    /// <param name="usual">What it is when it is not set.</param>
    /// <param name="least">The least that makes sense.</param>
    /// <param name="most">The most.</param>
    /// <exception cref="OptionsValidationException">It is something else; the message names it.</exception>
    public static int Read(IConfiguration configuration, string setting, int usual, int least, int most)
    {
        if (configuration[setting] is not { Length: > 0 } text)
            return usual;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new OptionsValidationException(setting, typeof(int), [$"{setting} must be a whole number from {least} to {most}."]);
    }
}
