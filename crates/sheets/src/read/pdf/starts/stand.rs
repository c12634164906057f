//! Where the cells of a row stand in its height, and where rows begin whose cells stand in the
//! middle.

use super::Table;

/// Where the cells of a row stand in its height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Top,
    Middle,
    Bottom,
}

impl Table<'_> {
    /// Where the cells stand, told by where the texts between the values of the short columns begin
    /// and end: cells set at the top begin on the line of a value, cells set at the bottom end on
    /// one.
    pub(super) fn set(&self) -> Set {
        let (mut begun, mut ended) = (0_usize, 0_usize);
        for pair in self.anchors.windows(2) {
            let [above, below] = pair else { continue };
            for line in *above..*below {
                for column in 0..=self.gaps.len() {
                    let (here, next) = (self.has(line, column), self.has(line + 1, column));
                    begun += usize::from(!here && next && line + 1 < *below);
                    ended += usize::from(here && !next && line > *above);
                }
            }
        }
        if begun + ended == 0 {
            self.set_by_white()
        } else if 3 * begun <= ended {
            Set::Top
        } else if 3 * ended <= begun {
            Set::Bottom
        } else {
            Set::Middle
        }
    }

    /// Where the cells stand, told by the white above and below the lines between two values: the
    /// nearer value is theirs.
    fn set_by_white(&self) -> Set {
        let place = |at: usize| self.lines.get(at).map(|line| line.line.place());
        let (mut top, mut bottom) = (0_usize, 0_usize);
        for pair in self.anchors.windows(2) {
            let [above, below] = pair else { continue };
            let white = |at: usize| Some(place(at + 1)?.y0 - place(at)?.y1);
            if below - above >= 2
                && let (Some(over), Some(under)) = (white(*above), white(*below - 1))
            {
                top += usize::from(under > over + 1.0);
                bottom += usize::from(over > under + 1.0);
            }
        }
        if bottom > 2 * top { Set::Bottom } else { Set::Top }
    }

    /// Rows whose values stand in the middle of their height: a row reaches as far below its value
    /// as above it.
    pub(super) fn centred(&self) -> Vec<usize> {
        let place = |at: usize| self.lines.get(at).map(|line| line.line.place());
        let mut starts = vec![self.body];
        let mut top = place(self.body).map_or(0.0, |place| place.y0);
        for pair in self.anchors.windows(2) {
            let [at, next] = pair else { continue };
            let middle = place(*at).map_or(0.0, |place| place.center().y);
            let foot = 2.0 * middle - top;
            // The white between two lines that is nearest to where the row should end.
            let best = (at + 1..=*next)
                .filter_map(|line| {
                    let (above, below) = (place(line - 1)?, place(line)?);
                    let edge = f64::midpoint(above.y1, below.y0);
                    Some((line, edge, (edge - foot).abs()))
                })
                .min_by(|a, b| a.2.total_cmp(&b.2));
            if let Some((line, edge, _)) = best {
                starts.push(line);
                top = edge;
            }
        }
        starts
    }
}
