//! PostgreSQL: many organisations, several servers. The database serialises the writes of each
//! organisation and shows a transaction only the rows of its own.

pub(super) mod fault;
mod survey;

use std::sync::Arc;

use tokio_postgres::{
    Client, Error,
    types::{ToSql, Type},
};

use super::{
    Param, Session, Upgrader, Value, address::Address, connection::Connection, pool::Pool,
};
use crate::{Fault, OpenError, OrganisationId, ReadError, Remark, migrate};
use fault::fault;

/// The name that migrating servers queue under (`pg_advisory_xact_lock`): “Bell”.
const MIGRATING: &str = "SELECT pg_advisory_xact_lock(1113943148)";

/// Names the organisation of a transaction, by which row-level security shows it its rows; and
/// keeps it to the indexes: each query has one that fits it, but of a table that is still young
/// the server thinks that it may as well be read whole. Nothing waits, or is worked at, for ever. All
/// of it ends with the transaction.
const SCOPED: &str = "SELECT set_config('bellwether.organisation', ?1, true), \
                      set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true), \
                      set_config('lock_timeout', '30s', true), \
                      set_config('statement_timeout', '2min', true)";

/// Keeps the writers of an organisation waiting until the transaction ends.
const LOCKED: &str = "SELECT 1::BIGINT FROM organisation WHERE id = ?1 FOR NO KEY UPDATE";

/// Fails where another program has changed the schema: a server goes by what it knows.
const OURS: &str = "SELECT 1 / CAST(schema = ?1 AS INT) FROM bellwether";

/// An open PostgreSQL database.
pub(crate) struct Postgres {
    address: Arc<Address>,
    pool: Pool<Connection>,
}

impl Postgres {
    /// Connects to the database at the address, and brings what is older up to date where that is
    /// asked for.
    pub(crate) fn open(address: &str, upgrader: Option<&dyn Upgrader>) -> Result<Self, OpenError> {
        let address = Arc::new(Address::read(address)?);
        let place = address.place();
        let trouble = |fault| OpenError::Fault { place: place.clone(), fault };
        let mut connection = Connection::to(&address).map_err(trouble)?;
        let known = migrate::latest();
        let schema = connection.wait(schema_of).map_err(|error| trouble(fault(&error)))?;
        match schema {
            Schema::Foreign => return Err(OpenError::AnotherProgram(place)),
            Schema::Ours(found) if found > known => {
                return Err(OpenError::Newer { place, found, known });
            }
            Schema::Ours(found) if found == known => {}
            Schema::Ours(found) if upgrader.is_none() => {
                return Err(OpenError::Older { place, found, known });
            }
            Schema::Ours(_) | Schema::Fresh => {
                migrate(&mut connection, upgrader).map_err(|problem| OpenError::Migration {
                    place: place.clone(),
                    problem: Box::new(problem),
                })?;
            }
        }
        let pool = Pool::default();
        pool.add(connection);
        Ok(Self { address, pool })
    }

    pub(super) fn read<T, E: From<Fault>>(
        &self,
        scope: &str,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", scope, work)
    }

    pub(super) fn write<T, E: From<Fault>>(
        &self,
        organisation: &OrganisationId,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        // Each statement sees what was committed before it: so also by whom the lock was held.
        let begin = "BEGIN ISOLATION LEVEL READ COMMITTED";
        self.run(begin, organisation.as_str(), |session| {
            session.execute(OURS, &[Param::Integer(migrate::latest())])?;
            work(session)
        })
    }

    /// Runs `work` on what waits and was not accepted, beside whoever writes.
    pub(super) fn waiting<T, E: From<Fault>>(
        &self,
        organisation: &OrganisationId,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        let begin = "BEGIN ISOLATION LEVEL READ COMMITTED";
        self.run(begin, organisation.as_str(), |session| {
            session.execute(OURS, &[Param::Integer(migrate::latest())])?;
            work(session)
        })
    }

    /// What there is to say of the server itself.
    pub(super) fn condition(&self) -> Result<Vec<Remark>, Fault> {
        let found = self.read("*", |session| {
            session.query(
                "SELECT CAST(rolsuper OR rolbypassrls AS INT)::BIGINT, \
                 current_setting('fsync'), current_setting('synchronous_commit'), \
                 (SELECT CAST(ssl AS INT)::BIGINT FROM pg_stat_ssl WHERE pid = pg_backend_pid()), \
                 CAST(coalesce(inet_client_addr(), '127.0.0.1') <<= '127.0.0.0/8' \
                 OR inet_client_addr() = '::1' AS INT)::BIGINT \
                 FROM pg_roles WHERE rolname = current_user",
                &[],
            )
        })?;
        let Some(
            [
                Value::Integer(above),
                Value::Text(fsync),
                Value::Text(commit),
                Value::Integer(encrypted),
                Value::Integer(near),
            ],
        ) = found.first().map(Vec::as_slice)
        else {
            return Ok(vec![Remark::unsound("The server does not say how it is set up.")]);
        };
        let apart = match above {
            0 => Remark::sound("The server holds organisations apart (PostgreSQL)."),
            _ => Remark::unsound(
                "The database user is a superuser or bypasses row-level security, so the server \
                 does not hold organisations apart: connect as an ordinary user.",
            ),
        };
        let durable = match (fsync.as_str(), commit.as_str()) {
            ("on", "on" | "remote_write" | "remote_apply" | "local") => {
                Remark::sound("What is acknowledged is on the server's disk.")
            }
            _ => Remark::unsound(
                "The server acknowledges what is not on its disk yet: set fsync and \
                 synchronous_commit to on.",
            ),
        };
        let hidden = match (encrypted, near) {
            (0, 0) => Some(Remark::unsound(
                "What is sent to and fro crosses the network in the clear: write \
                 sslmode=verify-full in the address.",
            )),
            (0, _) => None,
            _ => Some(Remark::sound("What is sent to and fro is encrypted.")),
        };
        Ok([apart, durable].into_iter().chain(hidden).collect())
    }

    /// Runs `work` between `begin` and a commit. A connection that fails is not used again, and
    /// dropping it takes its transaction back.
    fn run<T, E: From<Fault>>(
        &self,
        begin: &'static str,
        scope: &str,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        let slot = self.pool.slot();
        let mut connection = match slot.idle().filter(Connection::is_alive) {
            Some(idle) => idle,
            None => Connection::to(&self.address)?,
        };
        let begun = connection.begin(begin, SCOPED, scope).map_err(E::from);
        let result = begun.and_then(|()| {
            let done = work(&mut connection)?;
            connection.commit()?;
            Ok(done)
        });
        if result.is_ok() || connection.roll_back().is_ok() {
            slot.keep(connection);
        }
        result
    }
}

/// What a database holds.
enum Schema {
    Fresh,
    Ours(i64),
    Foreign,
}

async fn schema_of(client: &Client) -> Result<Schema, Error> {
    let found = client
        .query_typed(
            "SELECT count(*), count(*) FILTER (WHERE relname = 'bellwether') FROM pg_class \
             WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace",
            &[],
        )
        .await?;
    let Some(row) = found.first() else { return Ok(Schema::Foreign) };
    let (tables, ours): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    Ok(match (tables, ours) {
        (0, _) => Schema::Fresh,
        (_, 0) => Schema::Foreign,
        _ => {
            let found = client.query_typed("SELECT schema FROM bellwether", &[]).await?;
            match found.first() {
                Some(row) => Schema::Ours(row.try_get(0)?),
                None => Schema::Foreign,
            }
        }
    })
}

/// Brings schema and record up to date in one transaction; another server may have done so
/// meanwhile. A transaction that fails ends with its connection.
fn migrate(connection: &mut Connection, upgrader: Option<&dyn Upgrader>) -> Result<(), ReadError> {
    connection.wait(begin_migrating).map_err(|error| fault(&error))?;
    let schema = connection.wait(schema_of).map_err(|error| fault(&error))?;
    // Their writers are waited for before the tables are taken from them.
    let organisations = match (&schema, upgrader) {
        (Schema::Ours(_), Some(upgrader)) => {
            connection.query(SCOPED, &[Param::Text("*")])?;
            upgrader.organisations(connection)?
        }
        _ => vec![],
    };
    for organisation in &organisations {
        for statement in [SCOPED, LOCKED] {
            connection.execute(statement, &[Param::Text(organisation.as_str())])?;
        }
    }
    let holds_keys = matches!(schema, Schema::Ours(schema) if migrate::holds_keys(schema));
    for organisation in organisations.iter().filter(|_| holds_keys) {
        scope_at_leisure(connection, organisation.as_str())?;
        upgrader.map_or(Ok(()), |upgrader| upgrader.take_keys_out(connection))?;
    }
    // Until the last of them is done.
    scope_at_leisure(connection, "*")?;
    connection.wait(take).map_err(|error| fault(&error))?;
    for organisation in &organisations {
        scope_at_leisure(connection, organisation.as_str())?;
        upgrader.map_or(Ok(()), |upgrader| upgrader.bring(connection, organisation))?;
    }
    Ok(connection.commit()?)
}

/// Scopes a transaction whose statements may take as long as they need.
fn scope_at_leisure(connection: &mut Connection, scope: &str) -> Result<(), ReadError> {
    connection.query(SCOPED, &[Param::Text(scope)])?;
    connection.query("SELECT set_config('statement_timeout', '0', true)", &[])?;
    Ok(())
}

async fn begin_migrating(client: &Client) -> Result<(), Error> {
    client.batch_execute("BEGIN").await?;
    client.batch_execute(MIGRATING).await
}

/// Takes the steps that are still to be taken.
async fn take(client: &Client) -> Result<(), Error> {
    let schema = match schema_of(client).await? {
        Schema::Ours(schema) => schema,
        Schema::Fresh | Schema::Foreign => {
            let table = "CREATE TABLE bellwether (schema BIGINT NOT NULL); \
                         INSERT INTO bellwether VALUES (0)";
            client.batch_execute(table).await?;
            0
        }
    };
    for migration in migrate::since(schema) {
        client.batch_execute(migration.postgres).await?;
    }
    let latest = migrate::latest().max(schema);
    let params: [(&(dyn ToSql + Sync), Type); 1] = [(&latest, Type::INT8)];
    client.query_typed("UPDATE bellwether SET schema = $1", &params).await.map(drop)
}
