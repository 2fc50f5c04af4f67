// Whether somebody tells of an attempt when it changes. Then nobody has to ask.
// The stream says something every 15 seconds, if only that it is there.
const SILENT_TOO_LONG = 40_000;

export class Told {
  #heardAt = -Infinity;

  /** @param on listens, for as long as the place of the streams is there. */
  constructor(on) {
    for (const said of ["flow", "heartbeat"])
      on(said, event => {
        if (event.target.matches("[data-connect-stream]")) this.#heardAt = performance.now();
      });
    for (const lost of ["htmx:sse:before:connection", "htmx:sse:error", "htmx:sse:close"]) on(lost, () => this.forget());
  }

  /** Another attempt has a stream of its own. */
  forget() {
    this.#heardAt = -Infinity;
  }

  get isTold() {
    return performance.now() - this.#heardAt < SILENT_TOO_LONG;
  }
}
