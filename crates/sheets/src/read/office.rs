//! Office files, told apart by what is in them: ZIP archives hold XLSX, ODS, DOCX or ODT, the older
//! compound files hold XLS or anything that a password protects; several are one XML file as well.

use super::{FileFormat, docx, odt, package::Package, spreadsheet, strangers};
use crate::{ReadError, sheet::Document};

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether the bytes begin as an office file does.
pub(crate) fn is_office(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// Reads an office file of any kind.
pub(crate) fn read(bytes: &[u8]) -> Result<(FileFormat, Document), ReadError> {
    if bytes.starts_with(COMPOUND) {
        return Ok((FileFormat::Spreadsheet, spreadsheet::read_compound(bytes)?));
    }
    let mut package = Package::open(bytes, "office file")?;
    let names = package.names();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/") && !has("xl/workbook.bin") {
        return Ok((FileFormat::Spreadsheet, spreadsheet::read_xlsx(bytes)?));
    }
    if has("word/") {
        return Ok((FileFormat::Docx, docx::read(bytes)?));
    }
    let mimetype = package.text("mimetype")?.unwrap_or_default();
    if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok((FileFormat::Spreadsheet, spreadsheet::read_ods(bytes)?));
    }
    if mimetype.starts_with("application/vnd.oasis.opendocument.text") {
        return Ok((FileFormat::Odt, odt::read(bytes)?));
    }
    Err(strangers::archive(&names, &mimetype))
}

/// Reads an office file that is one XML file; `None` where the text is none.
pub(crate) fn read_flat(text: &str) -> Option<Result<(FileFormat, Document), ReadError>> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let start: String = text.chars().take(4_000).collect();
    if !start.starts_with('<') {
        return None;
    }
    let as_word = |read: Result<Document, ReadError>| read.map(|read| (FileFormat::Docx, read));
    let as_sheets =
        |read: Result<Document, ReadError>| read.map(|read| (FileFormat::Spreadsheet, read));
    if start.contains("<office:document ") {
        let kind =
            |name: &str| start.contains(&format!("\"application/vnd.oasis.opendocument.{name}"));
        return Some(match (kind("text"), kind("spreadsheet")) {
            (true, _) => odt::read_flat(text).map(|read| (FileFormat::Odt, read)),
            (_, true) => as_sheets(spreadsheet::read_flat_ods(text)),
            _ => Err(strangers::unknown("an OpenDocument presentation or drawing")),
        });
    }
    if start.contains("<pkg:package") {
        return Some(as_word(docx::read_flat(text)));
    }
    if start.contains("<w:wordDocument") {
        return Some(as_word(docx::read_2003(text)));
    }
    let workbook = start.contains("<Workbook") || start.contains("<ss:Workbook");
    let excel = start.contains("urn:schemas-microsoft-com:office:spreadsheet");
    (workbook && excel).then(|| as_sheets(spreadsheet::read_2003(text)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::package::packed;

    /// A workbook with something of everything.
    fn workbook() -> Vec<u8> {
        use rust_xlsxwriter::{Color, ExcelDateTime, Format, Formula, Workbook};

        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let fill = Format::new().set_background_color(Color::Theme(4, 1)).set_bold();
        let date = Format::new().set_num_format("[$-809]d mmm yyyy;@");
        sheet.merge_range(0, 0, 0, 3, "Quarry risks", &fill).unwrap();
        sheet.write(1, 0, Formula::new("=1+1").set_result("2")).unwrap();
        let day = ExcelDateTime::from_ymd(2018, 4, 1).unwrap();
        sheet.write_with_format(1, 1, &day, &date).unwrap();
        sheet.write(1, 2, "Rock fall & flood").unwrap();
        sheet.set_row_hidden(2).unwrap();
        sheet.set_column_hidden(5).unwrap();
        workbook.add_worksheet().write(0, 0, 0.25).unwrap();
        workbook.save_to_buffer().unwrap()
    }

    fn document() -> Vec<u8> {
        let text = r#"<w:document><w:body><w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Quarry &amp; road</w:t><w:br/></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/><w:shd w:fill="FF0000"/></w:tcPr><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>end</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
        let relation = |kind: &str| {
            format!(r#"<Relationship Id="{kind}" Type="x/{kind}" Target="{kind}.xml"/>"#)
        };
        packed(&[
            ("word/_rels/document.xml.rels", relation("numbering") + &relation("styles")),
            ("word/document.xml", text.to_owned()),
            ("word/numbering.xml", r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#.to_owned()),
            ("word/styles.xml", r#"<w:styles><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>"#.to_owned()),
        ])
    }

    fn sheet() -> Vec<u8> {
        let content = r##"<office:document-content><style:style style:name="a" style:parent-style-name="a"><style:table-cell-properties fo:background-color="#ff0000"/></style:style><office:body><table:table table:name="Quarry"><table:table-column table:number-columns-repeated="3" table:visibility="collapse"/>
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:style-name="a" table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>Rock fall<text:s text:c="3"/></text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table></office:body></office:document-content>"##;
        let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
        packed(&[("mimetype", mimetype), ("content.xml", content)])
    }

    fn text_document() -> Vec<u8> {
        let content = r##"<office:document-content><style:style style:name="a" style:family="paragraph" style:parent-style-name="a" style:list-style-name="l"><style:text-properties fo:font-weight="bold"/></style:style><text:list-style style:name="l"><text:list-level-style-number text:level="1" style:num-format="i" text:display-levels="3" text:start-value="7"/></text:list-style>
            <office:body><office:text><text:h text:outline-level="2">Quarry &amp; road</text:h><text:list text:style-name="l" xml:id="x"><text:list-item text:start-value="3"><text:p text:style-name="a">Rock<text:s text:c="3"/>fall</text:p></text:list-item></text:list>
            <table:table><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" table:number-columns-repeated="2"><text:p>one<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table><text:soft-page-break/></office:text></office:body></office:document-content>"##;
        let mimetype = "application/vnd.oasis.opendocument.text";
        packed(&[("mimetype", mimetype), ("content.xml", content)])
    }

    /// A change to the bytes of one part.
    #[derive(Debug, Clone)]
    enum Change {
        Byte(u8),
        Digits(u32),
        Cut(usize),
        Double(usize),
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            any::<u8>().prop_map(Change::Byte),
            prop_oneof![Just(0), Just(u32::MAX), any::<u32>()].prop_map(Change::Digits),
            (1..400_usize).prop_map(Change::Cut),
            (1..400_usize).prop_map(Change::Double),
        ]
    }

    fn apply(bytes: &mut Vec<u8>, at: usize, change: &Change) {
        let at = at.checked_rem(bytes.len()).unwrap_or(0);
        let end = |length: usize| (at + length).min(bytes.len());
        match change {
            Change::Byte(byte) => bytes.splice(at..end(1), [*byte]).for_each(drop),
            Change::Digits(number) => {
                // A number in place of the next one.
                let digits = bytes[at..].iter().position(u8::is_ascii_digit).map_or(at, |n| at + n);
                let length = bytes[digits..].iter().take_while(|b| b.is_ascii_digit()).count();
                let number = number.to_string().into_bytes();
                bytes.splice(digits..digits + length, number).for_each(drop);
            }
            Change::Cut(length) => bytes.drain(at..end(*length)).for_each(drop),
            Change::Double(length) => {
                let piece = bytes[at..end(*length)].to_vec();
                bytes.splice(at..at, piece).for_each(drop);
            }
        }
    }

    fn damaged(file: &[u8], changes: &[(usize, usize, Change)]) -> Vec<u8> {
        let mut package = Package::open(file, "file").unwrap();
        let names = package.names();
        let mut parts: Vec<(String, Vec<u8>)> = names
            .iter()
            .map(|name| (name.clone(), package.bytes(name).unwrap().unwrap()))
            .collect();
        let count = parts.len();
        for (part, at, change) in changes {
            apply(&mut parts[part % count].1, *at, change);
        }
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        packed(&parts)
    }

    #[test]
    fn each_kind_is_told_by_what_is_in_it() {
        assert_eq!(read(&workbook()).unwrap().0, FileFormat::Spreadsheet);
        assert_eq!(read(&document()).unwrap().0, FileFormat::Docx);
        assert_eq!(read(&sheet()).unwrap().0, FileFormat::Spreadsheet);
        assert_eq!(read(&text_document()).unwrap().0, FileFormat::Odt);
        for (part, kind) in
            [("a.txt", "a ZIP"), ("ppt/a.xml", "presentation"), ("xl/workbook.bin", "XLSB")]
        {
            let refusal = read(&packed(&[(part, "a")])).unwrap_err();
            assert!(refusal.to_string().contains(kind), "{refusal}");
        }
    }

    #[test]
    fn a_file_of_xml_is_told_by_its_first_element() {
        let of = |text: &str| read_flat(text).map(|read| read.map(|(format, _)| format));
        let odf = |kind: &str| {
            of(&format!(
                r#"<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:body/></office:document>"#
            ))
        };
        assert_eq!(odf("text"), Some(Ok(FileFormat::Odt)));
        assert_eq!(odf("spreadsheet"), Some(Ok(FileFormat::Spreadsheet)));
        assert!(matches!(odf("presentation"), Some(Err(ReadError::UnknownKind { .. }))));
        assert_eq!(of("<html><body/></html>"), None);
        assert_eq!(of("Ref,Risk,Owner"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn damaged_parts_never_panic(
            changes in prop::collection::vec((any::<usize>(), any::<usize>(), change()), 1..6),
        ) {
            for file in [workbook(), document(), sheet(), text_document()] {
                _ = read(&damaged(&file, &changes));
            }
        }

        #[test]
        fn damaged_archives_never_panic(
            changes in prop::collection::vec((any::<usize>(), change()), 1..6),
        ) {
            for mut file in [workbook(), document(), sheet(), text_document()] {
                for (at, change) in &changes {
                    apply(&mut file, *at, change);
                }
                _ = read(&file);
            }
        }
    }
}
