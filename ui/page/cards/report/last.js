// Keeps each node's last connection test of this run, so that another page can read it. In memory only; a report has no keys.

/** @import { ConnectionReport } from "../../../types/contract.js" */

/** @type {Map<string, ConnectionReport>} */
const last = new Map();

/** @param {string | null} profile @returns {ConnectionReport | undefined} */
export const lastReport = (profile) => last.get(profile ?? "");

/** @param {string | null} profile `null`: one that was not saved @param {ConnectionReport} report */
export const keepReport = (profile, report) => void last.set(profile ?? "", report);
