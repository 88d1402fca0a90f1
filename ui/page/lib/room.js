// Where there is room for something beside a list.

/** From here on. */
export const BESIDE = "(width >= 1300px)";
