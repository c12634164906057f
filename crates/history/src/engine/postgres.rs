//! PostgreSQL: many organisations, several servers. The database serialises the writes of each
//! organisation and shows a transaction only the rows of its own.

use std::{collections::HashMap, fmt};

use postgres::{
    Client, Statement,
    error::SqlState,
    types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};

use super::{
    Param, Row, Session, Value,
    address::{Address, Untrusted},
    columns,
    pool::Pool,
};
use crate::{Fault, OpenError, OrganisationId, doctor::Remark, migrate};

/// The name that migrating servers queue under (`pg_advisory_xact_lock`): “Bell”.
const MIGRATING: &str = "SELECT pg_advisory_xact_lock(1113943148)";

/// An open PostgreSQL database.
pub(crate) struct Postgres {
    address: Address,
    pool: Pool<Connection>,
}

/// A connection and the statements that it has prepared.
struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Postgres {
    /// Connects to the database at the address and brings its schema up to date.
    pub(crate) fn open(address: &str) -> Result<Self, OpenError> {
        let address = Address::read(address)?;
        let place = address.place();
        let trouble = |error: postgres::Error| OpenError::Fault {
            place: place.clone(),
            fault: fault(&error),
        };
        let mut client = address.connect().map_err(trouble)?;
        let known = migrate::latest();
        match schema_of(&mut client).map_err(trouble)? {
            Schema::Foreign => return Err(OpenError::AnotherProgram(place)),
            Schema::Ours(found) if found > known => {
                return Err(OpenError::Newer { place, found, known });
            }
            Schema::Ours(found) if found == known => {}
            Schema::Ours(_) | Schema::Fresh => migrate(&mut client).map_err(|error| {
                OpenError::Migration { place: place.clone(), fault: fault(&error) }
            })?,
        }
        let pool = Pool::default();
        pool.add(Connection { client, statements: HashMap::new() });
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
        // Each statement sees what was committed before it; the organisation's row is the lock.
        self.run("BEGIN ISOLATION LEVEL READ COMMITTED", organisation.as_str(), work)
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
        begin: &str,
        scope: &str,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        // A scope is a short name or '*': it needs no quoting.
        let begin = format!("{begin}; SET LOCAL bellwether.organisation = '{scope}'");
        let slot = self.pool.slot();
        let mut connection = self.begin(slot.idle(), &begin)?;
        let result = work(&mut connection);
        let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = connection.client.batch_execute(end);
        if ended.is_ok() {
            slot.keep(connection);
        }
        let result = result?;
        ended.map_err(|error| fault(&error))?;
        Ok(result)
    }

    /// A connection in a transaction: the idle one, or else a new one. An idle one that died
    /// with its server is found out here, before anything has begun.
    fn begin(&self, idle: Option<Connection>, begin: &str) -> Result<Connection, Fault> {
        if let Some(mut idle) = idle
            && idle.client.batch_execute(begin).is_ok()
        {
            return Ok(idle);
        }
        let mut client = self.address.connect().map_err(|error| fault(&error))?;
        client.batch_execute(begin).map_err(|error| fault(&error))?;
        Ok(Connection { client, statements: HashMap::new() })
    }
}

impl Connection {
    fn prepared(&mut self, sql: &str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&sql.replace('?', "$"))?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Session for Connection {
    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64, Fault> {
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as _).collect();
        let run = self.prepared(sql).and_then(|sql| self.client.execute(&sql, &params));
        run.map_err(|error| fault(&error))
    }

    fn execute_each(&mut self, sql: &'static str, rows: &[Row]) -> Result<(), Fault> {
        if rows.is_empty() {
            return Ok(());
        }
        let (sql, columns) = columns::of(sql, rows)?;
        let params: Vec<&(dyn ToSql + Sync)> = columns.iter().map(|c| &**c as _).collect();
        let run = self.prepared(&sql).and_then(|sql| self.client.execute(&sql, &params));
        run.map(drop).map_err(|error| fault(&error))
    }

    fn query(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Row>, Fault> {
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as _).collect();
        let run = self.prepared(sql).and_then(|sql| self.client.query(&sql, &params));
        run.map_err(|error| fault(&error))?.iter().map(values).collect()
    }

    fn lock(&mut self, organisation: &OrganisationId) -> Result<bool, Fault> {
        let found = self.query(
            "SELECT id FROM organisation WHERE id = ?1 FOR UPDATE",
            &[Param::Text(organisation.as_str())],
        )?;
        Ok(!found.is_empty())
    }
}

fn values(row: &postgres::Row) -> Result<Row, Fault> {
    let value = |(index, column): (usize, &postgres::Column)| {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(index)?.map(Value::Integer),
            Type::TEXT => row.try_get::<_, Option<String>>(index)?.map(Value::Text),
            _ => row.try_get::<_, Option<Vec<u8>>>(index)?.map(Value::Bytes),
        };
        Ok(value.unwrap_or(Value::Null))
    };
    row.columns()
        .iter()
        .enumerate()
        .map(value)
        .collect::<Result<Row, postgres::Error>>()
        .map_err(|error| fault(&error))
}

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Integer(number) => number.to_sql_checked(ty, out),
            Self::Text(text) => text.to_sql_checked(ty, out),
            Self::Bytes(bytes) => bytes.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        // Each kind checks for itself.
        true
    }

    to_sql_checked!();
}

/// What a database holds.
enum Schema {
    Fresh,
    Ours(i64),
    Foreign,
}

fn schema_of(client: &mut impl postgres::GenericClient) -> Result<Schema, postgres::Error> {
    let row = client.query_one(
        "SELECT count(*), count(*) FILTER (WHERE relname = 'bellwether') FROM pg_class \
         WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace",
        &[],
    )?;
    let (tables, ours): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    Ok(match (tables, ours) {
        (0, _) => Schema::Fresh,
        (_, 0) => Schema::Foreign,
        _ => Schema::Ours(client.query_one("SELECT schema FROM bellwether", &[])?.try_get(0)?),
    })
}

/// Brings the schema up to date in one transaction; another server may have done so meanwhile.
fn migrate(client: &mut Client) -> Result<(), postgres::Error> {
    let mut transaction = client.transaction()?;
    transaction.batch_execute(MIGRATING)?;
    let schema = match schema_of(&mut transaction)? {
        Schema::Ours(schema) => schema,
        Schema::Fresh | Schema::Foreign => {
            transaction.batch_execute(
                "CREATE TABLE bellwether (schema BIGINT NOT NULL); \
                 INSERT INTO bellwether VALUES (0)",
            )?;
            0
        }
    };
    for migration in migrate::since(schema) {
        transaction.batch_execute(migration.postgres)?;
    }
    let latest = migrate::latest().max(schema);
    transaction.execute("UPDATE bellwether SET schema = $1", &[&latest])?;
    transaction.commit()
}

fn fault(error: &postgres::Error) -> Fault {
    let Some(code) = error.code() else {
        return match Untrusted::of(error) {
            Some(Untrusted::NoTls) => Fault::NoTls,
            Some(Untrusted::Certificate(problem)) => Fault::Untrusted(problem),
            None => Fault::Lost(words(error)),
        };
    };
    if *code == SqlState::DISK_FULL {
        Fault::Full
    } else if [SqlState::READ_ONLY_SQL_TRANSACTION, SqlState::INSUFFICIENT_PRIVILEGE].contains(code)
    {
        Fault::ReadOnly
    } else if [
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::TOO_MANY_CONNECTIONS,
    ]
    .contains(code)
    {
        Fault::Busy
    } else if [SqlState::DATA_CORRUPTED, SqlState::INDEX_CORRUPTED].contains(code) {
        Fault::Damaged(words(error))
    } else if [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW]
        .contains(code)
    {
        Fault::Lost(words(error))
    } else {
        Fault::Other(words(error))
    }
}

/// The error with what gave rise to it: the outer words alone say only "db error".
fn words(error: &postgres::Error) -> String {
    struct Chain<'a>(&'a dyn std::error::Error);
    impl fmt::Display for Chain<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}", self.0)?;
            self.0.source().map_or(Ok(()), |source| write!(f, ": {}", Chain(source)))
        }
    }
    Chain(error).to_string()
}
