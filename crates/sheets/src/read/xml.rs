//! Small helps for reading XML events. No entity but the five of XML and character references is
//! ever replaced: a document type that defines others changes nothing.

use std::borrow::Cow;

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesRef, BytesStart, Event},
};

/// A reader that takes a document as it comes: names of end tags are not compared.
pub(crate) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// Whether an attribute says yes.
pub(crate) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// An attribute by its local name (`val` finds `w:val`), entities replaced.
pub(crate) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = element.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// A number in an attribute.
pub(crate) fn number<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(element, name)?.trim().parse().ok()
}

/// Whether a flag is set: present without a value, or with any that does not deny it.
pub(crate) fn is_on(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name)
        .is_none_or(|value| !matches!(value.as_ref(), "0" | "false" | "off" | "none"))
}

/// What an entity or a character reference in the text stands for.
pub(crate) fn push_reference(reference: &BytesRef<'_>, to: &mut String) {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        to.push(character);
    } else if let Some(text) = resolve_xml_entity(&reference.xml10_content()) {
        to.push_str(text);
    }
}

/// Calls for each element; stops in silence where the XML breaks off.
pub(crate) fn each_element(text: &str, mut call: impl FnMut(&BytesStart<'_>)) {
    let mut reader = reader(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => call(&element),
            Event::Eof => break,
            _ => {}
        }
    }
}
