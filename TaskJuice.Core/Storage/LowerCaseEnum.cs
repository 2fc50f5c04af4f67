using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TaskJuice.Core.Storage;

// Words in the database read well in psql and survive a reordered enum.
internal sealed class LowerCaseEnum<TEnum>() : ValueConverter<TEnum, string>(
    value => value.ToString().ToLowerInvariant(),
    text => Enum.Parse<TEnum>(text, true))
    where TEnum : struct, Enum;
