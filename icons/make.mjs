// Draws the icon files from icon.svg: PNGs by rsvg-convert, then the two containers that Windows and macOS want.
// Run by hand after a change of the drawing (`node icons/make.mjs`); the results are kept in the repository.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);

/** @param {number} size @returns {Buffer} RGBA PNG */
const png = (size) => execFileSync("rsvg-convert", ["-w", `${size}`, "-h", `${size}`, new URL("icon.svg", here).pathname]);

/** @param {string} name @param {Buffer} bytes */
const write = (name, bytes) => writeFileSync(new URL(name, here), bytes);

write("32x32.png", png(32));
write("128x128.png", png(128));
write("128x128@2x.png", png(256));
write("icon.png", png(512));

// ICO: a directory of 16 bytes an image, then the PNGs as they are. A side of 256 is written as 0.
const ico = [16, 32, 48, 256].map((size) => ({ size, bytes: png(size) }));
const directory = Buffer.alloc(6 + 16 * ico.length);
directory.writeUInt16LE(1, 2);
directory.writeUInt16LE(ico.length, 4);
let offset = directory.length;
ico.forEach(({ size, bytes }, index) => {
  const at = 6 + 16 * index;
  directory.writeUInt8(size % 256, at);
  directory.writeUInt8(size % 256, at + 1);
  directory.writeUInt16LE(1, at + 4);
  directory.writeUInt16LE(32, at + 6);
  directory.writeUInt32LE(bytes.length, at + 8);
  directory.writeUInt32LE(offset, at + 12);
  offset += bytes.length;
});
write("icon.ico", Buffer.concat([directory, ...ico.map(({ bytes }) => bytes)]));

// ICNS: `icns`, the whole length, then a type, a length and a PNG each.
/** @param {string} type @param {Buffer} bytes */
const chunk = (type, bytes) => {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(bytes.length + 8, 4);
  return Buffer.concat([head, bytes]);
};
const icns = [["ic11", 32], ["ic12", 64], ["ic07", 128], ["ic08", 256], ["ic09", 512], ["ic10", 1024]];
write("icon.icns", chunk("icns", Buffer.concat(icns.map(([type, size]) => chunk(`${type}`, png(Number(size)))))));
