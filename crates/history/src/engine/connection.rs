//! A connection to a PostgreSQL server, on which messages leave together where none waits for the
//! answer to another: what a change costs is mostly the journeys to the server and back.

use std::{future::poll_fn, mem, pin::Pin, sync::Arc, task::Poll};

use tokio::runtime::{self, Runtime};
use tokio_postgres::{
    Client, Error,
    types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};

use super::{
    Param, Query, Row, Session, Value,
    address::Address,
    columns::{self, Column},
    postgres::fault::{fault, unable, was_taken_back},
};
use crate::Fault;

/// How many messages are held back at most, and how many bytes: so that memory does not grow with
/// the change.
const MOST_HELD: usize = 64;
const MOST_BYTES: usize = 1024 * 1024;

/// How often what the server took back is sent again.
const MOST_AGAIN: u32 = 3;

/// The message that makes a transaction last: what it asks for may be done though no answer came.
const COMMIT: &str = "COMMIT";

/// A message that has not left yet.
enum Held {
    Text(&'static str),
    Statement(String, Vec<Column>),
}

impl Held {
    fn message<'a>(&'a self, client: &'a Client) -> Message<'a> {
        match self {
            Self::Text(sql) => {
                Box::pin(async move { client.batch_execute(sql).await.map(|()| vec![]) })
            }
            Self::Statement(sql, params) => Box::pin(async move {
                let params: Vec<_> = params.iter().map(Column::typed).collect();
                client.query_typed(sql, &params).await
            }),
        }
    }
}

/// A message to the server on its way to an answer; it leaves when it is first polled.
type Message<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<tokio_postgres::Row>, Error>> + Send + 'a>>;

/// A connection and the messages that have not left yet.
///
/// Nothing is kept at the server from one transaction to the next: no named statements, no
/// settings of a session. Behind a pooler each transaction may meet another server process, in
/// which a name would stand for another program's statement.
pub(super) struct Connection {
    address: Arc<Address>,
    client: Arc<Client>,
    held: Vec<Held>,
    held_bytes: usize,
    /// Whether the server has answered anything in this transaction, or there is none that
    /// [`Connection::begin`] began.
    is_answered: bool,
    /// Moves the messages, whenever there is something to wait for.
    runtime: Runtime,
}

impl Connection {
    /// Connects to a server.
    pub(super) fn to(address: &Arc<Address>) -> Result<Self, Fault> {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| unable(&error))?;
        let (address, client) = (Arc::clone(address), connect(&runtime, address)?);
        Ok(Self { address, client, held: vec![], held_bytes: 0, is_answered: true, runtime })
    }

    /// Whether the server is still there, as far as it has said.
    pub(super) fn is_alive(&self) -> bool {
        self.runtime.block_on(async {
            // Once for the server's last word to be heard, and once for it to be taken in.
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        });
        !self.client.is_closed()
    }

    /// Does something with the client alone, and waits for it.
    pub(super) fn wait<'a, T, F: Future<Output = T> + 'a>(
        &'a self,
        work: impl FnOnce(&'a Client) -> F,
    ) -> T {
        self.runtime.block_on(work(&self.client))
    }

    /// Begins a transaction when the first of its messages leaves: `scoped` is the statement that
    /// names its organisation.
    pub(super) fn begin(
        &mut self,
        begin: &'static str,
        scoped: &str,
        scope: &str,
    ) -> Result<(), Fault> {
        self.is_answered = false;
        self.hold_text(begin)?;
        self.hold_statement(scoped, vec![Column::from(Value::Text(scope.to_owned()))], 0)
    }

    /// Ends the transaction, with all that was held back. Where that fails, it is to be taken back:
    /// what could not even be sent has stopped the commit from being sent.
    pub(super) fn commit(&mut self) -> Result<(), Fault> {
        self.hold_text(COMMIT)?;
        self.send(&[]).map(drop)
    }

    /// Takes the transaction back, if there still is one.
    pub(super) fn roll_back(&mut self) -> Result<(), Fault> {
        self.held.clear();
        self.is_answered = true;
        self.hold_text("ROLLBACK")?;
        self.send(&[]).map(drop)
    }

    /// Holds back a message of so many bytes until there is an answer to wait for, or enough to
    /// send.
    fn hold(&mut self, message: Held, bytes: usize) -> Result<(), Fault> {
        self.held.push(message);
        self.held_bytes += bytes;
        if self.held.len() < MOST_HELD && self.held_bytes < MOST_BYTES {
            return Ok(());
        }
        self.send(&[]).map(drop)
    }

    fn hold_text(&mut self, sql: &'static str) -> Result<(), Fault> {
        self.hold(Held::Text(sql), 0)
    }

    fn hold_statement(
        &mut self,
        sql: &str,
        params: Vec<Column>,
        bytes: usize,
    ) -> Result<(), Fault> {
        self.hold(Held::Statement(numbered(sql), params), bytes)
    }

    /// Sends what was held back and some queries, and brings the answers to the queries. Where nothing
    /// of the transaction was answered yet, all of it is sent again when the server took it back for
    /// the sake of another, and once on another connection when this one turns out to be broken:
    /// nothing can have come of it, unless it asked for a commit on its way.
    fn send(&mut self, queries: &[Held]) -> Result<Vec<Vec<Row>>, Fault> {
        self.held_bytes = 0;
        let held = mem::take(&mut self.held);
        let commits = held.iter().any(|held| matches!(held, Held::Text(COMMIT)));
        let (mut taken_back, mut broken) = (0, 0);
        loop {
            let client = Arc::clone(&self.client);
            let messages = held.iter().chain(queries).map(|held| held.message(&client)).collect();
            let error = match self.runtime.block_on(together(messages)) {
                Ok(all) => {
                    self.is_answered = true;
                    let answers = all.iter().skip(held.len());
                    return answers.map(|rows| rows.iter().map(values).collect()).collect();
                }
                Err(error) => error,
            };
            if !self.is_answered && was_taken_back(&error) && taken_back < MOST_AGAIN {
                taken_back += 1;
                let rolled_back = self.runtime.block_on(client.batch_execute("ROLLBACK"));
                rolled_back.map_err(|error| fault(&error))?;
                continue;
            }
            match fault(&error) {
                Fault::Lost(_) if !self.is_answered && !commits && broken == 0 => {
                    broken += 1;
                    self.client = connect(&self.runtime, &self.address)?;
                }
                fault => return Err(fault),
            }
        }
    }
}

/// Connects to a server.
fn connect(runtime: &Runtime, address: &Address) -> Result<Arc<Client>, Fault> {
    let connected = async {
        let (client, moving) = address.connect().await?;
        // What goes wrong there is told to whoever waits for an answer.
        drop(tokio::spawn(moving));
        Ok(Arc::new(client))
    };
    runtime.block_on(connected).map_err(|error: Error| fault(&error))
}

/// Lets messages leave together, in their order, and waits for the answers: all of them, or those
/// up to the first error. What stands after a message that cannot be sent is not sent either.
async fn together(mut messages: Vec<Message<'_>>) -> Result<Vec<Vec<tokio_postgres::Row>>, Error> {
    let mut answers: Vec<Option<_>> = messages.iter().map(|_| None).collect();
    poll_fn(|context| {
        let mut all = true;
        for (message, answer) in messages.iter_mut().zip(&mut answers) {
            if answer.is_none() {
                match message.as_mut().poll(context) {
                    Poll::Ready(Ok(rows)) => *answer = Some(rows),
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => all = false,
                }
            }
        }
        if all { Poll::Ready(Ok(())) } else { Poll::Pending }
    })
    .await?;
    Ok(answers.into_iter().flatten().collect())
}

impl Session for Connection {
    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<(), Fault> {
        self.execute_each(sql, vec![params.iter().map(Value::from).collect()])
    }

    fn execute_each(&mut self, sql: &'static str, mut rows: Vec<Row>) -> Result<(), Fault> {
        let bytes = rows.iter().flatten().map(Value::bytes).sum();
        if rows.len() > 1 {
            let (sql, columns) = columns::of(sql, rows)?;
            return self.hold_statement(&sql, columns, bytes);
        }
        let Some(row) = rows.pop() else { return Ok(()) };
        let params = row.into_iter().map(Column::from).collect();
        self.hold_statement(sql, params, bytes)
    }

    fn query(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Row>, Fault> {
        let params = params.iter().map(Value::from).collect();
        Ok(self.query_all(&[Query { sql, params }])?.pop().unwrap_or_default())
    }

    fn query_all(&mut self, queries: &[Query]) -> Result<Vec<Vec<Row>>, Fault> {
        let asked = queries.iter().map(|query| {
            let params = query.params.iter().cloned().map(Column::from).collect();
            Held::Statement(numbered(query.sql), params)
        });
        self.send(&asked.collect::<Vec<_>>())
    }
}

/// A statement with the placeholders of this engine.
fn numbered(sql: &str) -> String {
    sql.replace('?', "$")
}

impl Value {
    /// Its type at the server, which a missing value leaves to be found out there.
    pub(super) fn kind(&self) -> Type {
        match self {
            Self::Null => Type::UNKNOWN,
            Self::Integer(_) => Type::INT8,
            Self::Text(_) => Type::TEXT,
            Self::Bytes(_) => Type::BYTEA,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Null | Self::Integer(_) => size_of::<i64>(),
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }
}

fn values(row: &tokio_postgres::Row) -> Result<Row, Fault> {
    let value = |(index, column): (usize, &tokio_postgres::Column)| {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(index)?.map(Value::Integer),
            Type::TEXT => row.try_get::<_, Option<String>>(index)?.map(Value::Text),
            _ => row.try_get::<_, Option<Vec<u8>>>(index)?.map(Value::Bytes),
        };
        Ok(value.unwrap_or(Value::Null))
    };
    let values = row.columns().iter().enumerate().map(value);
    values.collect::<Result<Row, Error>>().map_err(|error| fault(&error))
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
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
