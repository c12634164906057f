//! ODS, and the same as one XML file (FODS): the file keeps beside each value the text that the sheet shows, so that text is read.

mod conditions;
mod styles;
mod walk;

#[cfg(test)]
mod tests;

use memchr::memmem;
use quick_xml::events::Event;

use self::{styles::Styles, walk::Walk};
use crate::{
    ReadError,
    read::{
        package::Package,
        page,
        xml::{push_reference, reader},
    },
    sheet::Document,
};

const KIND: &str = "OpenDocument spreadsheet";

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, KIND)?;
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Protected { kind: KIND });
    }
    let shared = package.text("styles.xml")?.unwrap_or_default();
    let content = package.text("content.xml")?.ok_or_else(|| damaged("its content is missing"))?;
    parts(&shared, &content)
}

/// Reads a workbook that is one XML file (FODS).
pub(super) fn read_flat(text: &str) -> Result<Document, ReadError> {
    parts("", text)
}

fn parts(shared: &str, content: &str) -> Result<Document, ReadError> {
    let mut styles = Styles::default();
    styles.read(shared);
    styles.read(content);
    let areas = memmem::find(content.as_bytes(), b"conditional-format").is_some();
    let mut walk = Walk::new(&styles, areas || styles.are_conditional());
    let mut reader = reader(content);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => walk.start(&e, false)?,
            Ok(Event::Empty(e)) => walk.start(&e, true)?,
            Ok(Event::End(e)) => walk.end(e.local_name().as_ref())?,
            Ok(Event::Text(t)) => walk.text(&t.xml10_content()),
            Ok(Event::CData(t)) => walk.text(&t.xml10_content()),
            Ok(Event::GeneralRef(r)) => {
                let mut text = String::new();
                push_reference(&r, &mut text);
                walk.text(&text);
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(damaged(&error.to_string())),
        }
    }
    let mut document = walk.finish()?;
    let size = page::of_opendocument(shared, content);
    document.sheets.iter_mut().for_each(|sheet| sheet.size = size);
    Ok(document)
}

fn damaged(detail: &str) -> ReadError {
    ReadError::Damaged { kind: KIND, detail: detail.to_owned() }
}
