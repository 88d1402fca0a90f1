import { qrCode } from "./qr.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [{ name: "a code", view: qrCode({ size: 5, path: "M0 0h3v3h-3zM4 0h1v1h-1zM0 4h2v1h-2zM3 3h2v2h-2z" }, "The address as a code") }];
