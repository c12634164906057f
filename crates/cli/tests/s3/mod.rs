//! Enough of an S3 server for one test: files under their addresses, put and got over HTTP on this
//! machine. It checks no signature; that a real service accepts ours is not tested here.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

pub(crate) struct Server {
    pub(crate) address: String,
    files: Files,
}

impl Server {
    /// Starts one, which ends with the tests.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let files = Files::default();
        let shared = Arc::clone(&files);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let files = Arc::clone(&shared);
                thread::spawn(move || while answer(&stream, &files).is_some() {});
            }
        });
        Self { address, files }
    }

    /// The addresses of what is kept.
    pub(crate) fn names(&self) -> Vec<String> {
        self.files.lock().unwrap().keys().cloned().collect()
    }
}

/// Answers one request; `None` where there is no other.
fn answer(stream: &TcpStream, files: &Files) -> Option<()> {
    let mut input = BufReader::new(stream);
    let mut line = String::new();
    input.read_line(&mut line).ok()?;
    let (method, path) = line.strip_suffix(" HTTP/1.1\r\n")?.split_once(' ')?;
    let (mut length, mut signed) = (0, false);
    loop {
        let mut header = String::new();
        input.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "authorization" => signed = value.starts_with("AWS4-HMAC-SHA256 Credential=tester/"),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).ok()?;
    let mut files = files.lock().unwrap();
    let (status, body) = match (method, files.get(path)) {
        _ if !signed => ("403 Forbidden", vec![]),
        ("PUT", _) => {
            files.insert(path.to_owned(), body);
            ("200 OK", vec![])
        }
        ("GET", Some(body)) => ("200 OK", body.clone()),
        _ => ("404 Not Found", vec![]),
    };
    drop(files);
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"x\"\r\n\
         Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n",
        body.len()
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&body).ok()
}
