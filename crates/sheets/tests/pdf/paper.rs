//! Writes small PDFs for the tests: text, lines and filled boxes at places given from the top left.

/// A page 600 points wide and 800 high.
#[derive(Clone, Default)]
pub(crate) struct Page {
    content: String,
    /// Further entries of the page's dictionary.
    pub(crate) entries: String,
    /// Further entries of its resources.
    pub(crate) resources: String,
}

const HEIGHT: f64 = 800.0;

impl Page {
    /// Text of nine points whose baseline begins at (x, y).
    pub(crate) fn text(mut self, x: f64, y: f64, text: &str) -> Self {
        self.show("F1", 9.0, &format!("1 0 0 1 {x} {}", HEIGHT - y), text);
        self
    }

    pub(crate) fn bold(mut self, x: f64, y: f64, text: &str) -> Self {
        self.show("F2", 9.0, &format!("1 0 0 1 {x} {}", HEIGHT - y), text);
        self
    }

    pub(crate) fn small(mut self, x: f64, y: f64, text: &str) -> Self {
        self.show("F1", 5.5, &format!("1 0 0 1 {x} {}", HEIGHT - y), text);
        self
    }

    /// Text that runs up the page.
    pub(crate) fn up(mut self, x: f64, y: f64, text: &str) -> Self {
        self.show("F1", 9.0, &format!("0 1 -1 0 {x} {}", HEIGHT - y), text);
        self
    }

    fn show(&mut self, font: &str, size: f64, matrix: &str, text: &str) {
        let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        let text = text.replace('•', "\\225");
        self.content += &format!("BT /{font} {size} Tf {matrix} Tm ({text}) Tj ET\n");
    }

    pub(crate) fn line(mut self, x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        let (y0, y1) = (HEIGHT - y0, HEIGHT - y1);
        self.content += &format!("0.7 w {x0} {y0} m {x1} {y1} l S\n");
        self
    }

    /// Lines at every x from the first y to the last, and at every y from the first x to the last.
    pub(crate) fn grid(mut self, xs: &[f64], ys: &[f64]) -> Self {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for x in xs {
            self = self.line(*x, top, *x, bottom);
        }
        for y in ys {
            self = self.line(left, *y, right, *y);
        }
        self
    }

    /// A filled box; the colour in parts of one.
    pub(crate) fn fill(mut self, x: f64, y: f64, wide: f64, high: f64, colour: [f64; 3]) -> Self {
        let [red, green, blue] = colour;
        let bottom = HEIGHT - y - high;
        self.content += &format!("q {red} {green} {blue} rg {x} {bottom} {wide} {high} re f Q\n");
        self
    }

    /// Operators as they stand.
    pub(crate) fn raw(mut self, operators: &str) -> Self {
        self.content += operators;
        self
    }
}

/// The file of some pages.
pub(crate) fn file(pages: &[Page]) -> Vec<u8> {
    file_with(pages, &[], "")
}

/// The file of some pages, with further objects (numbered from 10 on) and trailer entries.
pub(crate) fn file_with(pages: &[Page], objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let first = 10 + objects.len();
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", first + 2 * at)).collect();
    let mut bodies: Vec<(usize, Vec<u8>)> = vec![
        (1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()),
        (2, format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()).into()),
        (3, font("Helvetica")),
        (4, font("Helvetica-Bold")),
    ];
    bodies.extend(objects.iter().cloned().enumerate().map(|(at, body)| (10 + at, body)));
    for (at, page) in pages.iter().enumerate() {
        let dictionary = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R {} \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R >> {} >> >>",
            first + 2 * at + 1,
            page.entries,
            page.resources
        );
        bodies.push((first + 2 * at, dictionary.into()));
        bodies.push((first + 2 * at + 1, stream("", page.content.as_bytes())));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, body) in &bodies {
        places.push((*number, out.len()));
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, place) in places {
        out.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
    }
    let size = bodies.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    out
}

fn font(name: &str) -> Vec<u8> {
    format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /ffl] >> >>").into()
}

/// A stream object with further entries of its dictionary.
pub(crate) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut body = format!("<< /Length {} {entries} >>\nstream\n", data.len()).into_bytes();
    body.extend(data);
    body.extend(b"\nendstream");
    body
}
