// The dialog while it waits: a busy button, and hints about the popup below it.
export class Waiting {
  #form;
  #place;

  constructor(form, place) {
    [this.#form, this.#place] = [form, place];
  }

  begin() {
    this.busy();
    this.#place.hidden = false;
  }

  busy() {
    const button = this.#button;
    button.dataset.rest ??= button.textContent;
    say(button, button.dataset.busy, true);
    this.#reopen.hidden = false;
  }

  // A result may still arrive and takes precedence; until then, trying again is the main button.
  offerAgain() {
    const [button, reopen] = [this.#button, this.#reopen];
    if (reopen.hidden || this.#form.querySelector("[data-connect-asks]")) return;
    say(button, reopen.dataset.closed, false);
    if (document.activeElement === reopen) button.focus();
    reopen.hidden = true;
  }

  end() {
    const button = this.#button;
    say(button, button.dataset.rest ?? button.textContent, false);
    if (this.#place.contains(document.activeElement)) button.focus();
    this.#place.hidden = true;
  }

  get #button() {
    return this.#form.querySelector("[data-connect-button]");
  }

  get #reopen() {
    return this.#place.querySelector("[data-connect-reopen]");
  }
}

function say(button, words, isBusy) {
  button.textContent = words;
  for (const name of ["aria-disabled", "aria-busy"])
    if (isBusy) button.setAttribute(name, "true");
    else button.removeAttribute(name);
}
