//! How CSV is written, for the spreadsheet that is to open it.

use bellwether_papers::csv::Dialect;
use clap::Args as Arguments;

#[derive(Arguments, Clone, Copy)]
pub(crate) struct Csv {
    /// In CSV, what stands between two cells: a comma, a semicolon or a tab
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// In CSV, begin with a byte-order mark, by which Excel knows the text for UTF-8
    #[arg(long)]
    bom: bool,
}

impl Csv {
    /// How to write CSV; `None` where that was said of another form, which has no such thing.
    pub(crate) fn dialect(self, is_csv: bool) -> Option<Dialect> {
        let usual = Dialect::default();
        let said = self.delimiter.is_some() || self.bom;
        (is_csv || !said).then_some(Dialect {
            delimiter: self.delimiter.unwrap_or(usual.delimiter),
            mark: self.bom,
        })
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "," | "comma" => Ok(b','),
        ";" | "semicolon" => Ok(b';'),
        "\t" | "\\t" | "tab" => Ok(b'\t'),
        _ => Err("write comma, semicolon or tab".to_owned()),
    }
}
