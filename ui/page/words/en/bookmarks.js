// Favourites, searches with a name, and links from outside.

export const bookmarks = {
  favourite: "Favourite",
  mark: "Mark as a favourite",
  unmark: "Take it off your favourites",
  /** @param {string} name */
  marked: (name) => `“${name}” is a favourite now`,
  /** @param {string} name */
  unmarked: (name) => `“${name}” is no favourite any more`,
  full: "You have 1,000 favourites. Take one off before you mark another.",
  searches: "Saved searches",
  noSearches: "You have not saved a search yet. Search the market, then choose “Save this search…” under “Find…” (Ctrl K).",
  saveThis: "Save this search",
  saveTitle: "Save this search?",
  searchName: "Name of the search",
  theName: "the name of the search",
  save: "Save",
  /** @param {string} name */
  saved: (name) => `Saved as “${name}”`,
  searchesFull: "You have 50 saved searches. Delete one before you save another.",
  open: "Open",
  /** @param {string} name */
  forget: (name) => `Delete the search “${name}”`,
  forgetTip: "Delete this search",
  done: "Done",
  linkRefused: "That link was not opened. Kaimono only follows links to an agent, such as masumi://agent/ and its identifier.",
  linkLater: "A link to an agent was not opened, because something is being asked here. Open it again afterwards.",
};
