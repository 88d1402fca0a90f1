// Reads a value from the backend, and reads it again when something outdates it. Requests never overlap: while one is under way, further
// wishes become one more reading afterwards, so the page always shows the newest answer.

/**
 * @import { Changed, Failure } from "../types/contract.js"
 * @import { Query } from "./backend.js"
 */

/**
 * @template T
 * @typedef {object} Reading
 * @property {T | undefined} value the last good answer; kept when a later reading fails
 * @property {Failure | undefined} failure why the last reading failed
 * @property {boolean} loading a reading is under way
 * @property {() => Promise<void>} read reads (again)
 * @property {(change: Changed) => void} changed reads again what was read and is outdated by this
 * @property {(value: T) => void} put takes a value that came with another answer
 * @property {() => void} close drops whatever still comes
 */

/**
 * @template T
 * @param {() => Query<T>} query what to ask now; rejects with a `Failure`
 * @param {() => void} redraw called after every change
 * @returns {Reading<T>}
 */
export function reading(query, redraw) {
  let again = false;
  let closed = false;
  /** How often a value was put: what was asked for before that is older. */
  let puts = 0;
  /** @type {Promise<void> | null} */
  let running = null;

  async function run() {
    do {
      again = false;
      const before = puts;
      /** @type {Pick<Reading<T>, "failure"> & { value?: T }} */
      let answer;
      try {
        answer = { value: await query().ask(), failure: undefined };
      } catch (error) {
        answer = { failure: asFailure(error) };
      }
      if (puts !== before) again = true;
      else if (!closed) Object.assign(self, answer);
    } while (again && !closed);
    self.loading = false;
    running = null;
    if (!closed) redraw();
  }

  /** @type {Reading<T>} */
  const self = {
    value: undefined,
    failure: undefined,
    loading: false,
    read() {
      if (running) again = true;
      else {
        self.loading = true;
        running = run();
      }
      return running;
    },
    changed(change) {
      const begun = self.loading || self.value !== undefined || self.failure !== undefined;
      if (begun && query().outdatedBy(change)) void self.read();
    },
    put(value) {
      puts++;
      Object.assign(self, { value, failure: undefined });
      redraw();
    },
    close() {
      closed = true;
    },
  };
  return self;
}

/**
 * What was thrown, as a `Failure`. The backend throws nothing else; a mistake of the page's own becomes `internal`.
 * @param {unknown} error
 * @returns {Failure}
 */
export function asFailure(error) {
  if (error !== null && typeof error === "object" && "code" in error && "side" in error) return /** @type {Failure} */ (error);
  const quote = error instanceof Error ? error.message : String(error);
  return { code: "internal", side: "app", moved: "no", quote: quote.slice(0, 500), retry: false };
}

/**
 * Calls `act` once a while after the last call. `flush` calls it at once if it is due.
 * @param {() => void} act
 * @param {number} wait milliseconds
 */
export function debounced(act, wait) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const fire = () => {
    timer = undefined;
    act();
  };
  return {
    later() {
      clearTimeout(timer);
      timer = setTimeout(fire, wait);
    },
    flush() {
      if (timer === undefined) return;
      clearTimeout(timer);
      fire();
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/**
 * What the person does on a page, one thing at a time, with why the last one failed.
 * @returns {{ busy: boolean, failure: Failure | undefined, once: (redraw: () => void, act: () => Promise<unknown>) => Promise<void> }}
 */
export function acting() {
  /** @type {ReturnType<typeof acting>} */
  const self = {
    busy: false,
    failure: undefined,
    async once(redraw, act) {
      if (self.busy) return;
      self.busy = true;
      self.failure = undefined;
      redraw();
      try {
        await act();
      } catch (error) {
        self.failure = asFailure(error);
      }
      self.busy = false;
      redraw();
    },
  };
  return self;
}
