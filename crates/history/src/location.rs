//! Where a store is kept; shown without the password that an address may hold.

use std::{fmt, path::PathBuf};

/// Where a store is kept.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// In a SQLite file.
    Sqlite(PathBuf),
    /// On a PostgreSQL server, at an address such as `postgres://user@host/name`.
    Postgres(String),
}

impl From<&str> for Location {
    fn from(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            Self::Sqlite(PathBuf::from(text))
        }
    }
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        Self::Sqlite(path)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(address) => f.write_str(&without_password(address)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

/// An address without its password, which stands behind the user's name or in the query.
fn without_password(address: &str) -> String {
    let (address, query) = address.split_once('?').unwrap_or((address, ""));
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    // A password may hold an at sign or a slash that somebody forgot to escape: the last one counts.
    let shown = match rest.rsplit_once('@') {
        Some((user, place)) => format!("{}@{place}", user.split(':').next().unwrap_or_default()),
        None => rest.to_owned(),
    };
    let open = |pair: &&str| !pair.is_empty() && !pair.starts_with("password=");
    let query: Vec<&str> = query.split('&').filter(open).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{scheme}://{shown}{mark}{}", query.join("&"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("registers/my.db", "registers/my.db")]
    #[case("postgres://ada@server/risks", "postgres://ada@server/risks")]
    #[case("postgres://ada:secret@server:5433/risks", "postgres://ada@server:5433/risks")]
    #[case("postgres://ada:sec@re/t@server/risks", "postgres://ada@server/risks")]
    #[case(
        "postgres://server/risks?password=secret&sslmode=require",
        "postgres://server/risks?sslmode=require"
    )]
    #[case("postgresql:///risks?password=secret", "postgresql:///risks")]
    fn no_password_is_shown(#[case] address: &str, #[case] shown: &str) {
        let location = Location::from(address);
        assert_eq!(location.to_string(), shown);
        assert!(!format!("{location:?}").contains("secret"));
    }
}
