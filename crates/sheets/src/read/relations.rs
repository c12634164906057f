//! How the parts of an Office Open XML package point at each other.

use std::collections::BTreeMap;

use super::{
    package::Package,
    xml::{attribute, each_element},
};
use crate::ReadError;

/// A relationship file: id → kind and path. Targets are relative to `folder`.
pub(crate) fn relations(
    package: &mut Package<'_>,
    name: &str,
    folder: &str,
) -> Result<BTreeMap<String, (String, String)>, ReadError> {
    let mut found = BTreeMap::new();
    let text = package.text(name)?.unwrap_or_default();
    each_element(&text, |element| {
        if let (Some(id), Some(kind), Some(target)) =
            (attribute(element, "Id"), attribute(element, "Type"), attribute(element, "Target"))
        {
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None if folder.is_empty() => target.into_owned(),
                None => format!("{folder}/{target}"),
            };
            found.insert(id.into_owned(), (kind.into_owned(), path));
        }
    });
    Ok(found)
}
