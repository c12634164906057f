//! Office files, told apart by what is in them: ZIP archives hold XLSX, ODS or DOCX, the older
//! compound files hold XLS or anything that a password protects.

use super::{FileFormat, docx, package::Package, spreadsheet};
use crate::{IntakeError, sheet::Document};

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether the bytes begin as an office file does.
pub(crate) fn is_office(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// Reads an office file of any kind.
pub(crate) fn read(bytes: &[u8]) -> Result<(FileFormat, Document), IntakeError> {
    if bytes.starts_with(COMPOUND) {
        return Ok((FileFormat::Spreadsheet, spreadsheet::read_compound(bytes)?));
    }
    let mut package = Package::open(bytes, "office file")?;
    let names = package.names();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/") {
        return Ok((FileFormat::Spreadsheet, spreadsheet::read_xlsx(bytes)?));
    }
    if has("word/") {
        return Ok((FileFormat::Docx, docx::read(bytes)?));
    }
    let mimetype = package.text("mimetype")?.unwrap_or_default();
    if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok((FileFormat::Spreadsheet, spreadsheet::read_ods(bytes)?));
    }
    Err(IntakeError::UnknownKind { kind: "a ZIP archive".to_owned() })
}
