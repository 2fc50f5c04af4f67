using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.FakeProvider.Authorization;
using TaskJuice.FakeProvider.People;

namespace TaskJuice.FakeProvider.Pages;

public sealed class SignInModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public Credentials Form { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        if (ModelState.IsValid && Person.WhoSignsIn(Form.Email, Form.Password) is { } person)
        {
            await HttpContext.SignInAsync(person);
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl)
                ? QueryHelpers.AddQueryString(ReturnUrl, AuthorizationCall.AccountField, person.Id)
                : "/");
        }
        if (ModelState.IsValid)
            ModelState.AddModelError("Form.Password", "Wrong email or password.");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public sealed class Credentials
    {
        [Required(ErrorMessage = "Enter your email."), Display(Name = "Email")]
        public string? Email { get; set; }

        [Required(ErrorMessage = "Enter your password."), Display(Name = "Password")]
        public string? Password { get; set; }
    }
}
