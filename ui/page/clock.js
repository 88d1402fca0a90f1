// Keeps node time on the page: the last moment that the backend reported, plus the time since. The computer's own clock may be wrong, and
// the sandbox's runs ahead, so this reads only the computer's steady count of milliseconds.

let told = 0;
let toldAt = 0;

/** @param {import("../types/contract.js").Moment} moment */
export function tell(moment) {
  told = moment;
  toldAt = performance.now();
}

/** @returns {import("../types/contract.js").Moment} */
export const now = () => told + Math.round(performance.now() - toldAt);
