// A QR code as the backend drew it: one path. Always dark on light, so that cameras read it.
import { html } from "lit-html";

/** @param {import("../../../types/contract.js").QrView} qr @param {string} label */
export const qrCode = (qr, label) => html`<svg class="qr" role="img" aria-label=${label} data-testid="qr" viewBox="-2 -2 ${qr.size + 4} ${qr.size + 4}" shape-rendering="crispEdges">
  <rect class="qr-ground" x="-2" y="-2" width=${qr.size + 4} height=${qr.size + 4}></rect><path class="qr-ink" d=${qr.path}></path></svg>`;
