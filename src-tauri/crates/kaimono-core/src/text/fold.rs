//! Prepares foreign text for layout. A browser's time for a text grows with the square of its longest unbreakable piece, and
//! sellers choose the text: twenty thousand tabs in a line, a picture in base64, marks on marks on one letter. So the text is
//! shown in pieces between which a line may break, with spaces for tabs and few marks on a letter. What is copied, kept and
//! hashed is the text itself.

use super::{MAX_MARKS, is_mark};
use masumi::text::letters::turns_direction;
use unicode_segmentation::UnicodeSegmentation;

/// Letters between two places where a line may break. Far more than a line holds, so that it is not seen where they are.
pub(super) const RUN: usize = 2_000;
/// Letters beyond ASCII may have to be shaped together, which costs more: each counts as so many.
pub(super) const SHAPED: usize = 32;
/// Longer clusters (what is drawn as one letter: a family of emoji, a stack of Tibetan) are cut.
pub(super) const CLUSTER: usize = 32;
/// A tabulator goes to the next multiple of so many columns.
const TAB: usize = 8;

/// Makes pieces. A run does not end where a text does (`x**y**x`), so what is known of it goes over to the next.
pub(super) struct Fold {
    /// How much may still be shown, characters.
    left: usize,
    /// Something was left out for lack of room.
    cut: bool,
    /// Weight of the letters since the last place to break.
    run: usize,
    /// Characters since the beginning of the piece or of the line.
    stretch: usize,
    /// Characters since the beginning of the line.
    column: usize,
    /// Marks since the last letter.
    marks: usize,
}

impl Fold {
    /// For at most so many characters in all.
    pub(super) fn new(most: usize) -> Fold {
        Fold { left: most, cut: false, run: 0, stretch: 0, column: 0, marks: 0 }
    }

    /// Whether something was left out because it was too long.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// What follows stands on a line of its own.
    pub(super) fn begin_line(&mut self) {
        (self.run, self.stretch, self.column, self.marks) = (0, 0, 0, 0);
    }

    /// The text in pieces; a line may break between two.
    pub(super) fn pieces(&mut self, text: &str) -> Vec<String> {
        let mut pieces = vec![String::new()];
        for cluster in text.graphemes(true) {
            if self.left == 0 {
                self.cut = true;
                break;
            }
            match cluster {
                "\n" | "\r\n" | "\r" => {
                    self.begin_line();
                    self.put(&mut pieces, "\n");
                }
                "\t" => {
                    let blanks = TAB - self.column % TAB;
                    self.put(&mut pieces, &" ".repeat(blanks));
                    self.blank(&mut pieces);
                }
                " " => {
                    self.put(&mut pieces, " ");
                    self.blank(&mut pieces);
                }
                letters => self.letters(&mut pieces, letters),
            }
        }
        pieces
    }

    /// A line may break here by itself. A long one is cut all the same, so that it need not be laid out as one.
    fn blank(&mut self, pieces: &mut Vec<String>) {
        self.run = 0;
        if self.stretch >= RUN {
            self.cut_off(pieces);
        }
    }

    fn cut_off(&mut self, pieces: &mut Vec<String>) {
        pieces.push(String::new());
        (self.run, self.stretch) = (0, 0);
    }

    fn letters(&mut self, pieces: &mut Vec<String>, cluster: &str) {
        let mut shown = String::new();
        for char in cluster.chars().take(CLUSTER) {
            self.marks = if is_mark(char) { self.marks + 1 } else { 0 };
            if self.marks <= MAX_MARKS && !char.is_control() && !turns_direction(char) {
                shown.push(char);
            }
        }
        let weight = shown.chars().map(|char| if char.is_ascii() { 1 } else { SHAPED }).sum::<usize>();
        if self.run + weight > RUN {
            self.cut_off(pieces);
        }
        self.run += weight;
        self.put(pieces, &shown);
    }

    fn put(&mut self, pieces: &mut [String], text: &str) {
        let length = text.chars().count();
        self.left = self.left.saturating_sub(length);
        self.stretch += length;
        self.column = if text == "\n" { 0 } else { self.column + length };
        if let Some(last) = pieces.last_mut() {
            last.push_str(text);
        }
    }
}
