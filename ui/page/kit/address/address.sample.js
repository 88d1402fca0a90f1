import { address } from "./address.js";

const LONG = "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3jcu5d8ps7zex2k2xt3uqxgjqnnj83ws8lhrn648jjxtwq2ytjqp";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "of a wallet", view: address(LONG) },
  { name: "a short one", view: address("addr1v9") },
];
