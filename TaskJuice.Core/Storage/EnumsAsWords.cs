using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TaskJuice.Core.Storage;

/// <summary>Stores enums as text, which is readable in psql and independent of their order.</summary>
internal static class EnumsAsWords
{
    public static void StoreEnumsAsWords(this ModelBuilder builder)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is { IsEnum: true } kind)
                property.SetValueConverter(typeof(LowerCaseEnum<>).MakeGenericType(kind));
        }
    }

    private sealed class LowerCaseEnum<TEnum>() : ValueConverter<TEnum, string>(
        value => value.ToString().ToLowerInvariant(),
        text => Enum.Parse<TEnum>(text, true))
        where TEnum : struct, Enum;
}
