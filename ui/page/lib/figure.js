// Reads a figure that somebody typed, as the language writes figures. Pure: digits go in, the same digits with a point come out.

/** @param {string} text @param {string} mark what stands before the fraction: `,` or `.` @returns {string | null} `2.50`; `""`: nothing; `null`: it is no figure, or could be two */
export function typedFigure(text, mark) {
  const plain = text.replace(/[\s\u00a0\u202f'\u2019]/g, "");
  if (plain === "") return "";
  const other = mark === "," ? "." : ",";
  const [whole = "", fraction, ...more] = plain.split(mark);
  if (more.length > 0) return null;
  // The other mark groups thousands, or was typed for this one.
  const grouped = new RegExp(`^\\d{1,3}(\\${other}\\d{3})+$`).test(whole);
  if (!grouped && fraction === undefined && whole.split(other).length === 2) return typedFigure(whole.replace(other, mark), mark);
  const digits = grouped ? whole.replaceAll(other, "") : whole;
  if (!/^\d*$/.test(digits) || !/^\d*$/.test(fraction ?? "") || digits + (fraction ?? "") === "" || (digits + (fraction ?? "")).length > 30) return null;
  const plainWhole = digits.replace(/^0+(?=\d)/, "") || "0";
  return fraction ? `${plainWhole}.${fraction}` : plainWhole;
}
