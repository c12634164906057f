//! A database as a whole: whether it has the schema that the program makes, and holds rows of no
//! organisation that it does not list, as far as a user of it is shown that.

use std::sync::Arc;

use tokio_postgres::{Client, Error, error::SqlState};

use super::{Address, Connection, Postgres, fault, take};
use crate::{
    Fault,
    engine::survey::{Schema, Survey, differences, unlisted},
};

/// The schema that the program makes, made anew beside the one that is there and taken back.
const ANEW: &str = "CREATE SCHEMA bellwether_made_anew; \
                    SET LOCAL search_path TO bellwether_made_anew, pg_catalog";

/// Everything in the current schema that decides what is kept and shown.
const DESCRIBED: &str = "
WITH ours AS (
    SELECT c.oid, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
SELECT CASE WHEN relkind IN ('v', 'm') THEN 'view' ELSE 'table' END, relname::TEXT,
    concat_ws(' ', relkind, relrowsecurity, relforcerowsecurity, relpersistence,
        CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END,
        (SELECT count(*) FROM pg_trigger
            WHERE tgrelid = ours.oid AND tgisinternal AND tgenabled <> 'O'))
FROM ours
UNION ALL SELECT 'column', ours.relname || '.' || a.attname,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, o.collname,
        pg_get_expr(d.adbin, d.adrelid))
FROM ours JOIN pg_attribute a ON a.attrelid = ours.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_collation o ON o.oid = a.attcollation
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL SELECT 'constraint', ours.relname || '.' || c.conname,
    concat_ws(' ', c.convalidated, pg_get_constraintdef(c.oid, true))
FROM ours JOIN pg_constraint c ON c.conrelid = ours.oid AND c.contype IN ('p', 'u', 'f', 'c', 'x')
UNION ALL SELECT 'index', i.indexrelid::regclass::TEXT,
    concat_ws(' ', i.indisvalid, pg_get_indexdef(i.indexrelid, 0, true))
FROM ours JOIN pg_index i ON i.indrelid = ours.oid
UNION ALL SELECT 'trigger', ours.relname || '.' || t.tgname,
    concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid, true))
FROM ours JOIN pg_trigger t ON t.tgrelid = ours.oid AND NOT t.tgisinternal
UNION ALL SELECT 'policy', p.tablename || '.' || p.policyname,
    concat_ws(' ', p.permissive, p.roles, p.cmd, p.qual, p.with_check)
FROM pg_policies p WHERE p.schemaname = current_schema()
UNION ALL SELECT 'rule', ours.relname || '.' || r.rulename, pg_get_ruledef(r.oid, true)
FROM ours JOIN pg_rewrite r ON r.ev_class = ours.oid AND r.rulename <> '_RETURN'
UNION ALL SELECT 'number of the', 'schema', string_agg(schema::TEXT, ',') FROM bellwether";

/// The tables whose rows belong to organisations; uploads wait also for one that has no journal.
const OWNED: &str = "
SELECT quote_ident(c.relname) FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation' AND NOT a.attisdropped
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
AND c.relname <> 'staged' ORDER BY 1";

/// Whether row-level security hides nothing from the user.
const ABOVE: &str = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";

const SCHEMA_UNSEEN: &str = "whether tables, indexes, triggers and policies are those that the \
                             program makes, for the user may make no schema to compare them with";

const ROWS_UNSEEN: &str = "whether there are rows of organisations that are not listed, for the \
                           server shows a user the rows of one organisation at a time";

const REMEDY: &str = "give the address of the tables' owner as --owner-database";

impl Postgres {
    /// Looks at the database as a whole, with the eyes of the tables' owner where their address is
    /// given. What is made for that is taken back.
    pub(crate) fn survey(&self, owner: Option<&str>) -> Result<Survey, Fault> {
        let address = owner.map(|owner| Address::read(owner).map(Arc::new)).transpose();
        let address = address.map_err(|error| Fault::Other(error.to_string()))?;
        let connection = Connection::to(address.as_ref().unwrap_or(&self.address))?;
        let mut survey = Survey::default();
        let compared = connection.wait(|client| within(client, compared(client)));
        let compared = compared.map_err(|error| fault(&error))?;
        survey.look(compared, SCHEMA_UNSEEN);
        let is_owner = owner.is_some();
        let found = connection.wait(|client| within(client, strangers(client, is_owner)));
        survey.look(found.map_err(|error| fault(&error))?, ROWS_UNSEEN);
        Ok(survey)
    }
}

impl Survey {
    /// Takes what was found, or what was not to be seen.
    fn look(&mut self, found: Option<Vec<String>>, what: &str) {
        match found {
            Some(faults) => self.faults.extend(faults),
            None => self.unseen.push(format!("{what}: {REMEDY}")),
        }
    }
}

/// Does some work in a transaction that is taken back; `None` where the user may not do it, or
/// others hold what it needs.
async fn within<T>(
    client: &Client,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<Option<T>, Error> {
    client.batch_execute("BEGIN; SET LOCAL lock_timeout = '5s'").await?;
    let done = work.await;
    client.batch_execute("ROLLBACK").await?;
    let unseen = [
        SqlState::INSUFFICIENT_PRIVILEGE,
        SqlState::READ_ONLY_SQL_TRANSACTION,
        SqlState::LOCK_NOT_AVAILABLE,
    ];
    match done {
        Ok(done) => Ok(Some(done)),
        Err(error) if error.code().is_some_and(|code| unseen.contains(code)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn compared(client: &Client) -> Result<Vec<String>, Error> {
    let found = described(client).await?;
    client.batch_execute(ANEW).await?;
    take(client).await?;
    Ok(differences(&found, &described(client).await?))
}

async fn described(client: &Client) -> Result<Schema, Error> {
    let rows = client.query_typed(DESCRIBED, &[]).await?;
    let text = |row: &tokio_postgres::Row, at| row.try_get::<_, Option<String>>(at);
    let of = |row: &tokio_postgres::Row| {
        let [kind, name, text] = [text(row, 0)?, text(row, 1)?, text(row, 2)?];
        Ok(((kind.unwrap_or_default(), name.unwrap_or_default()), text.unwrap_or_default()))
    };
    rows.iter().map(of).collect()
}

/// Rows of organisations that are not listed. The owner lifts what hides rows from them, too, for
/// as long as this transaction lasts.
async fn strangers(client: &Client, is_owner: bool) -> Result<Vec<String>, Error> {
    let above = client.query_typed(ABOVE, &[]).await?;
    let above = above.first().map_or(Ok(false), |row| row.try_get(0))?;
    let tables = client.query_typed(OWNED, &[]).await?;
    let mut tables =
        tables.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, Error>>()?;
    tables.push("organisation".to_owned());
    if is_owner && !above {
        for table in &tables {
            let lift = format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY");
            client.batch_execute(&lift).await?;
        }
    }
    tables.pop();
    // Where rows would be hidden, this makes a query fail.
    client.batch_execute("SET LOCAL row_security = off").await?;
    let mut strangers = vec![];
    for table in tables {
        let query = format!(
            "SELECT DISTINCT organisation FROM {table} \
             WHERE organisation NOT IN (SELECT id FROM organisation)"
        );
        for row in client.query_typed(&query, &[]).await? {
            strangers.push(unlisted(&table, row.try_get(0)?));
        }
    }
    Ok(strangers)
}
