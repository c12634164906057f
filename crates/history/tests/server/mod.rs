//! A PostgreSQL of the suite's own: a private socket, a throw-away folder, and an end with the
//! process that started it.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

/// Runs the server for as long as its input stays open, which is as long as the tests live.
const SCRIPT: &str = r#"
set -e
folder=$(mktemp -d)
trap '"$1/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1; rm -rf "$folder"' EXIT
options="-k $folder -c listen_addresses='' -c fsync=on"
start() {
    "$1/pg_ctl" -D "$folder/data" -w -t 600 -l "$folder/log" -o "$options" start >/dev/null ||
        { cat "$folder/log" >&2; exit 1; }
}
cd "$folder"
if [ -n "$TLS_PORT" ]; then
    umask 077
    printf %s "$TLS_CERTIFICATE" > certificate
    printf %s "$TLS_KEY" > key
    options="-k $folder -p $TLS_PORT -c listen_addresses=localhost -c fsync=on -c ssl=on \
        -c ssl_cert_file=$folder/certificate -c ssl_key_file=$folder/key"
fi
if [ -n "$STANDBY_OF" ]; then
    "$1/pg_basebackup" -h "$STANDBY_OF" -U keeper -D data -X stream -c fast -R >log 2>&1
else
    "$1/initdb" -D data -U keeper --auth=trust -E UTF8 --locale=C >log 2>&1
fi || { cat log >&2; exit 1; }
start "$1"
echo "$folder"
while read -r word; do
    case $word in
        kill) "$1/pg_ctl" -D data -t 600 -m immediate stop >/dev/null ;;
        start) start "$1" ;;
        promote) "$1/pg_ctl" -D data -w -t 600 promote >/dev/null ;;
    esac
    echo done
done
"#;

/// Runs a pooler before the server in folder `$1` for as long as its input stays open.
const POOLER: &str = r#"
set -e
folder=$(mktemp -d)
trap 'kill $pooler 2>/dev/null; rm -rf "$folder"' EXIT
cat > "$folder/ini" <<END
[databases]
* = host=$1 user=bellwether
[pgbouncer]
listen_addr =
listen_port = 5432
unix_socket_dir = $folder
auth_type = any
pool_mode = transaction
default_pool_size = 4
max_client_conn = 400
server_idle_timeout = 1
logfile = $folder/log
END
"$2" -q "$folder/ini" >/dev/null 2>&1 & pooler=$!
while ! [ -S "$folder/.s.PGSQL.5432" ]; do kill -0 $pooler || exit 1; sleep 0.02; done
echo "$folder"
read -r _ || :
"#;

/// A pooler in front of a server, in transaction mode: each transaction may meet another of its
/// few connections.
pub struct Pooler {
    host: String,
    _input: ChildStdin,
    _script: Child,
}

impl Pooler {
    /// The address of a database through it.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://bellwether@{}/{database}", self.host)
    }
}

/// A running server.
pub struct Server {
    /// Where it is found, as an address writes it.
    host: String,
    words: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    _script: Child,
    databases: AtomicU32,
}

impl Server {
    /// The server that all tests share, each with a database of its own; `None`, loudly, where
    /// PostgreSQL is not installed, except on a CI machine, where it must be.
    pub fn shared() -> Option<&'static Self> {
        static SERVER: OnceLock<Option<Server>> = OnceLock::new();
        SERVER.get_or_init(Self::start).as_ref()
    }

    /// Starts a server on a socket of its own.
    pub fn start() -> Option<Self> {
        let server = Self::start_at(&[])?;
        // Row-level security does not bind a superuser: the program is never one.
        server.keeper("postgres").batch_execute("CREATE ROLE bellwether LOGIN").unwrap();
        Some(server)
    }

    /// Starts a copy of this server that follows it; from then on nothing is acknowledged here that
    /// does not lie there too.
    pub fn start_standby(&self) -> Option<Self> {
        let standby = Self::start_at(&[("STANDBY_OF", &self.host.replace("%2F", "/"))])?;
        let mut keeper = self.keeper("postgres");
        keeper.batch_execute("ALTER SYSTEM SET synchronous_standby_names = '*'").unwrap();
        keeper.batch_execute("SELECT pg_reload_conf()").unwrap();
        let follows = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        while keeper.query_one(follows, &[]).unwrap().get::<_, i64>(0) == 0 {
            std::thread::yield_now();
        }
        Some(standby)
    }

    /// Starts a server that speaks TLS at a port of this machine.
    pub fn start_with_tls(certificate: &str, key: &str) -> Option<Self> {
        // Free a moment ago, and nobody asks for one by number.
        let free = std::net::TcpListener::bind("localhost:0").unwrap();
        let port = free.local_addr().unwrap().port().to_string();
        drop(free);
        let mut server = Self::start_at(&[
            ("TLS_PORT", &port),
            ("TLS_CERTIFICATE", certificate),
            ("TLS_KEY", key),
        ])?;
        server.host = format!("localhost:{port}");
        server.keeper("postgres").batch_execute("CREATE ROLE bellwether LOGIN").unwrap();
        Some(server)
    }

    fn start_at(settings: &[(&str, &str)]) -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(
                env::var_os("CI").is_none(),
                "PostgreSQL is not installed: apt-get install postgresql"
            );
            // Past the test harness, which shows nothing of a test that passes.
            let words = b"NOT RUN: PostgreSQL is not installed (apt-get install postgresql)\n";
            std::io::stderr().write_all(words).unwrap();
            return None;
        };
        let mut script = unprivileged("sh")
            .args(["-c", SCRIPT, "sh"])
            .arg(programs)
            .current_dir("/")
            .envs(settings.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = script.stdin.take().unwrap();
        let mut output = BufReader::new(script.stdout.take().unwrap());
        let mut folder = String::new();
        output.read_line(&mut folder).unwrap();
        assert!(!folder.is_empty(), "the server did not start");
        Some(Self {
            host: folder.trim().replace('/', "%2F"),
            words: Mutex::new((input, output)),
            _script: script,
            databases: AtomicU32::new(0),
        })
    }

    /// A connection that may do anything.
    pub fn keeper(&self, database: &str) -> postgres::Client {
        postgres::Client::connect(&self.address("keeper", database), postgres::NoTls).unwrap()
    }

    /// Makes an empty database and gives its name.
    pub fn database(&self) -> String {
        let name = format!("d{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let make = format!("CREATE DATABASE {name} OWNER bellwether");
        self.keeper("postgres").batch_execute(&make).unwrap();
        name
    }

    /// The number of the user that the server runs as.
    pub fn user(&self) -> u32 {
        let folder = self.host.replace("%2F", "/");
        std::os::unix::fs::MetadataExt::uid(&fs::metadata(folder).unwrap())
    }

    /// Makes an empty database in a folder of its own and gives its name.
    pub fn database_on(&self, folder: &Path) -> String {
        let mut keeper = self.keeper("postgres");
        let place = format!("CREATE TABLESPACE small LOCATION '{}'", folder.display());
        keeper.batch_execute(&place).unwrap();
        let make = "CREATE DATABASE small OWNER bellwether TABLESPACE small";
        keeper.batch_execute(make).unwrap();
        "small".to_owned()
    }

    /// Drops what [`Self::database_on`] made.
    pub fn drop_database_on(&self) {
        let mut keeper = self.keeper("postgres");
        keeper.batch_execute("DROP DATABASE small WITH (FORCE)").unwrap();
        keeper.batch_execute("DROP TABLESPACE small").unwrap();
    }

    /// The address of a database for a user.
    pub fn address(&self, user: &str, database: &str) -> String {
        format!("postgres://{user}@{}/{database}", self.host)
    }

    /// A PgBouncer before this server, shared by all tests; `None`, loudly, where it is not
    /// installed, except on a CI machine, where it must be.
    pub fn pooler(&self) -> Option<&'static Pooler> {
        static POOL: OnceLock<Option<Pooler>> = OnceLock::new();
        POOL.get_or_init(|| self.start_pooler()).as_ref()
    }

    fn start_pooler(&self) -> Option<Pooler> {
        let program = Path::new("/usr/sbin/pgbouncer");
        if !program.is_file() {
            assert!(
                env::var_os("CI").is_none(),
                "PgBouncer is not installed: apt-get install pgbouncer"
            );
            let words = b"NOT RUN: PgBouncer is not installed (apt-get install pgbouncer)\n";
            std::io::stderr().write_all(words).unwrap();
            return None;
        }
        let mut script = unprivileged("sh")
            .args(["-c", POOLER, "sh", &self.host.replace("%2F", "/")])
            .arg(program)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = script.stdin.take().unwrap();
        let mut folder = String::new();
        BufReader::new(script.stdout.take().unwrap()).read_line(&mut folder).unwrap();
        assert!(!folder.is_empty(), "the pooler did not start");
        let host = folder.trim().replace('/', "%2F");
        Some(Pooler { host, _input: input, _script: script })
    }

    /// Ends the server at once, with nothing tidied: it has to recover when it starts.
    pub fn kill(&self) {
        self.say("kill");
    }

    /// Starts it again.
    pub fn start_again(&self) {
        self.say("start");
    }

    /// Makes a standby the server that is written to.
    pub fn promote(&self) {
        self.say("promote");
    }

    /// The address of a database on whichever of the two servers is written to.
    pub fn address_of_either(&self, other: &Self, user: &str, database: &str) -> String {
        let hosts = format!("{},{}", self.host, other.host);
        format!("postgres://{user}@{hosts}/{database}?target_session_attrs=read-write")
    }

    fn say(&self, word: &str) {
        let mut words = self.words.lock().unwrap();
        writeln!(words.0, "{word}").unwrap();
        let mut answer = String::new();
        words.1.read_line(&mut answer).unwrap();
        assert_eq!(answer.trim(), "done");
    }
}

/// Where the server's programs are: beside `pg_config`'s, else Debian's newest.
fn programs() -> Option<PathBuf> {
    let asked = Command::new("pg_config").arg("--bindir").output().ok();
    let told = asked.map(|asked| PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim()));
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .collect();
    debian.sort();
    told.into_iter().chain(debian.into_iter().rev()).find(|bin| bin.join("initdb").is_file())
}

/// PostgreSQL refuses to run as root.
fn unprivileged(program: &str) -> Command {
    let id = Command::new("id").arg("-u").output().unwrap();
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return Command::new(program);
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = if users.contains("\npostgres:") { "postgres" } else { "nobody" };
    let group = if Path::new("/etc/debian_version").exists() && user == "nobody" {
        "nogroup"
    } else {
        user
    };
    let mut command = Command::new("setpriv");
    command.args(["--reuid", user, "--regid", group, "--clear-groups", program]);
    command
}
