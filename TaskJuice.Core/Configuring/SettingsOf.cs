using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Configuring;

/// <summary>
/// Binds and validates one settings class. An operator sees the same message, with the full name of the setting, whether a value is out of
/// range or cannot be parsed: BindConfiguration and ValidateDataAnnotations would produce two, each naming the class.
/// </summary>
internal sealed class SettingsOf<T>(IConfiguration configuration, string section) : IConfigureOptions<T>, IValidateOptions<T>
    where T : class
{
    private static readonly PropertyInfo[] Properties = [.. typeof(T).GetProperties().Where(property => property.CanWrite)];

    public void Configure(T options)
    {
        var wrong = new List<string>();
        foreach (var property in Properties)
        {
            // A blank variable counts as not set: deployments pass variables on that nobody filled in.
            var path = Path(property);
            if (string.IsNullOrWhiteSpace(configuration[path]))
                continue;

            try
            {
                property.SetValue(options, configuration.GetValue(property.PropertyType, path));
            }
            catch (InvalidOperationException)
            {
                // The binder's own message repeats the value, which may be a misplaced secret.
                wrong.Add(Rules(property).First().FormatErrorMessage(path));
            }
        }

        if (wrong.Count > 0)
            throw new OptionsValidationException(section, typeof(T), wrong);
    }

    public ValidateOptionsResult Validate(string? name, T options)
    {
        var wrong = new List<ValidationResult>();
        foreach (var property in Properties)
        {
            var context = new ValidationContext(options) { MemberName = property.Name, DisplayName = Path(property) };
            Validator.TryValidateValue(property.GetValue(options)!, context, wrong, Rules(property));
        }

        if (wrong.Count == 0 && options is IValidatableObject whole)
            wrong.AddRange(whole.Validate(new(options)));
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong.Select(result => result.ErrorMessage!));
    }

    private static IEnumerable<ValidationAttribute> Rules(PropertyInfo property) => property.GetCustomAttributes<ValidationAttribute>();

    private string Path(PropertyInfo property)
    {
        var name = property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;
        return section.Length == 0 ? name : ConfigurationPath.Combine(section, name);
    }
}
