//! A line cut at its wide gaps.

use super::gap::{Gap, column_at};
use super::words::{Line, Word};

/// White wider than this parts a line into pieces, in parts of the size of type.
const PIECE_GAP: f64 = 0.9;

/// Words side by side without a wide gap.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) words: Vec<Word>,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// A line cut at its wide gaps.
#[derive(Debug, Clone)]
pub(super) struct Pieces {
    pub(super) line: Line,
    pub(super) pieces: Vec<Piece>,
    /// What the line prints, as stretches; a space that the file draws within a string is ink, too.
    pub(super) ink: Vec<Gap>,
}

impl Pieces {
    pub(super) fn new(line: Line) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for word in &line.words {
            match pieces.last_mut() {
                Some(piece) if word.place.x0 - piece.to <= PIECE_GAP * word.size => {
                    piece.to = piece.to.max(word.place.x1);
                    piece.words.push(word.clone());
                }
                _ => pieces.push(Piece {
                    words: vec![word.clone()],
                    from: word.place.x0,
                    to: word.place.x1,
                }),
            }
        }
        let ink = ink(&line);
        Self { line, pieces, ink }
    }

    /// The line with its pieces also cut where the file begins another string in another column.
    pub(super) fn cut_at(mut self, gaps: &[Gap]) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for whole in std::mem::take(&mut self.pieces) {
            let mut column = usize::MAX;
            for word in whole.words {
                let own = column_at(gaps, word.place.center().x);
                match pieces.last_mut() {
                    Some(piece) if column != usize::MAX && !(word.apart && own != column) => {
                        piece.to = piece.to.max(word.place.x1);
                        piece.words.push(word);
                    }
                    _ => pieces.push(Piece {
                        from: word.place.x0,
                        to: word.place.x1,
                        words: vec![word],
                    }),
                }
                column = own;
            }
        }
        Self { pieces, ..self }
    }

    /// How many cells it may have: its pieces, cut where the file begins another string.
    pub(super) fn parts(&self) -> usize {
        let within = |piece: &Piece| piece.words.iter().skip(1).filter(|word| word.apart).count();
        self.pieces.iter().map(|piece| 1 + within(piece)).sum()
    }

    pub(super) fn many(&self) -> bool {
        self.pieces.len() >= 2
    }
}

/// The words of a row, column by column.
pub(super) fn by_column(row: &[Pieces], gaps: &[Gap]) -> Vec<Vec<Word>> {
    let mut columns: Vec<Vec<Word>> = vec![Vec::new(); gaps.len() + 1];
    for word in row.iter().flat_map(|line| &line.line.words) {
        if let Some(column) = columns.get_mut(column_at(gaps, word.place.center().x)) {
            column.push(word.clone());
        }
    }
    columns
}

fn ink(line: &Line) -> Vec<Gap> {
    let mut stretches: Vec<Gap> = Vec::with_capacity(line.words.len());
    for word in &line.words {
        match stretches.last_mut() {
            Some(last) if word.joined => last.1 = last.1.max(word.place.x1),
            _ => stretches.push((word.place.x0, word.place.x1)),
        }
    }
    stretches
}
