// Whether the event stream of an attempt is alive, so that no polling is needed. The stream sends at least a heartbeat every 15 seconds.
const SILENT_TOO_LONG = 40_000;

export class Told {
  #heardAt = -Infinity;

  /** @param on listens, for as long as the element with the streams exists. */
  constructor(on) {
    for (const said of ["flow", "heartbeat"])
      on(said, event => {
        if (event.target.matches("[data-connect-stream]")) this.#heardAt = performance.now();
      });
    for (const lost of ["htmx:sse:before:connection", "htmx:sse:error", "htmx:sse:close"]) on(lost, () => this.forget());
  }

  /** Another attempt has its own stream. */
  forget() {
    this.#heardAt = -Infinity;
  }

  get isTold() {
    return performance.now() - this.#heardAt < SILENT_TOO_LONG;
  }
}
