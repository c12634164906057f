//! Words out of pictures: who reads them is another program, which the machine may have or not.

/// A grey picture of the most common kind: a byte a point, row by row from the upper left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Points in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The points: 0 is black, 255 white.
    pub grey: Vec<u8>,
}

/// A word in its place on a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenWord {
    /// The word.
    pub text: String,
    /// How sure the recogniser is of it, from 0 to 1.
    pub confidence: f32,
    /// Its box, in points from the upper left corner: left, top, right, bottom.
    pub area: [usize; 4],
}

/// Why no words were read out of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSeen {
    /// There is no program that could.
    Absent,
    /// It took more time or memory than it may.
    TooMuch,
    /// It failed, in its own words.
    Failed(String),
}

/// Who reads words out of pictures.
pub trait Recogniser: Sync {
    /// Whether there is one that could.
    fn is_there(&self) -> bool {
        true
    }

    /// The words of a picture of lines one below the other.
    ///
    /// # Errors
    /// When nobody can, or it takes too much.
    fn words(&self, picture: &Picture) -> Result<Vec<SeenWord>, NotSeen>;

    /// The quarter turns, as the clock goes, that set a page upright; none where nobody can tell.
    fn turns(&self, _: &Picture) -> u8 {
        0
    }
}

/// Nobody reads words out of pictures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Recogniser for Nobody {
    fn is_there(&self) -> bool {
        false
    }

    fn words(&self, _: &Picture) -> Result<Vec<SeenWord>, NotSeen> {
        Err(NotSeen::Absent)
    }
}

impl Picture {
    /// A picture that is white all over.
    pub fn white(width: usize, height: usize) -> Self {
        Self { width, height, grey: vec![255; width * height] }
    }

    /// The picture after so many quarter turns as the clock goes.
    pub fn turned(self, quarters: u8) -> Self {
        let (width, height) = (self.width, self.height);
        let (wide, high) =
            if quarters.is_multiple_of(2) { (width, height) } else { (height, width) };
        if quarters.is_multiple_of(4) {
            return self;
        }
        let from = |x: usize, y: usize| match quarters % 4 {
            1 => (y, height - 1 - x),
            2 => (width - 1 - x, height - 1 - y),
            _ => (width - 1 - y, x),
        };
        let places = (0..high).flat_map(|y| (0..wide).map(move |x| (x, y)));
        let grey = places.map(|(x, y)| from(x, y)).map(|(x, y)| self.at(x, y)).collect();
        Self { width: wide, height: high, grey }
    }

    /// The point at a place; white outside.
    pub fn at(&self, x: usize, y: usize) -> u8 {
        if x >= self.width {
            return 255;
        }
        self.grey.get(y * self.width + x).copied().unwrap_or(255)
    }

    /// A row of points; empty outside.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        self.grey.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    pub(crate) fn row_mut(&mut self, y: usize) -> &mut [u8] {
        self.grey.get_mut(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    /// The picture as a file that every program of pictures reads (PGM).
    pub fn pgm(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.grey);
        file
    }

    /// A part of the picture as a PNG, of half the size.
    pub(crate) fn png(&self, [left, top, right, bottom]: [usize; 4]) -> Option<Vec<u8>> {
        let (width, height) = ((right - left).div_ceil(2), (bottom - top).div_ceil(2));
        let mut grey = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (x, y) = (left + 2 * x, top + 2 * y);
                let four = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)];
                let sum: u16 = four.iter().map(|(x, y)| u16::from(self.at(*x, *y))).sum();
                grey.push(u8::try_from(sum / 4).unwrap_or(255));
            }
        }
        let mut file = Vec::new();
        let mut encoder =
            png::Encoder::new(&mut file, u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&grey).ok()?;
        writer.finish().ok()?;
        Some(file)
    }
}

/// What Tesseract is told: a picture on its standard input, a block of lines, words with places.
pub const TESSERACT: [&str; 7] = ["stdin", "stdout", "--psm", "6", "--dpi", "300", "tsv"];

/// What it is told to say how a page lies.
pub const TESSERACT_TURNS: [&str; 6] = ["stdin", "stdout", "--psm", "0", "--dpi", "300"];

/// The quarter turns that Tesseract says set a page upright.
pub fn tesseract_turns(said: &str) -> u8 {
    let degrees = said.lines().find_map(|line| line.strip_prefix("Rotate:")?.trim().parse().ok());
    match degrees {
        Some(90_u16) => 1,
        Some(180) => 2,
        Some(270) => 3,
        _ => 0,
    }
}

/// The words of what Tesseract says: a word a line, its parts divided by tabs.
pub fn tesseract_words(said: &str) -> Vec<SeenWord> {
    let word = |line: &str| {
        let parts: Vec<&str> = line.split('\t').collect();
        let ["5", _, _, _, _, _, left, top, width, height, sure, text] = parts.as_slice() else {
            return None;
        };
        let number = |part: &str| part.parse::<usize>().ok();
        let (left, top) = (number(left)?, number(top)?);
        let area =
            [left, top, left.checked_add(number(width)?)?, top.checked_add(number(height)?)?];
        let confidence = (sure.parse::<f32>().ok()? / 100.0).clamp(0.0, 1.0);
        let text = text.trim();
        (!text.is_empty()).then(|| SeenWord { text: text.to_owned(), confidence, area })
    };
    said.lines().filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_table_of_places_are_read() {
        let said = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            1\t1\t0\t0\t0\t0\t0\t0\t900\t600\t-1\t\n\
            5\t1\t1\t1\t1\t1\t40\t24\t60\t30\t91.5\tWeir\n\
            5\t1\t1\t1\t1\t2\t110\t24\t60\t30\t-1\t \n\
            5\t1\t1\t1\t1\t2\t99999999999999999999\t24\t60\t30\t80\tfar\n\
            5\t1\tbroken";
        let words = tesseract_words(said);
        assert_eq!(words.len(), 1, "{words:?}");
        assert_eq!((words[0].text.as_str(), words[0].area), ("Weir", [40, 24, 100, 54]));
        assert!((words[0].confidence - 0.915).abs() < 0.001);
    }

    #[test]
    fn a_part_of_a_picture_is_a_png_that_reads_back() {
        let mut picture = Picture::white(20, 10);
        picture.row_mut(4)[6..12].fill(0);
        picture.row_mut(5)[6..12].fill(0);
        let png = picture.png([4, 2, 14, 8]).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut grey = vec![0; 15];
        reader.next_frame(&mut grey).unwrap();
        assert_eq!((reader.info().width, reader.info().height), (5, 3));
        assert_eq!(grey[5..10], [255, 0, 0, 0, 255], "{grey:?}");
    }
}
