//! A client of the built `boardwise lsp`, for tests that want the real process and the real pipes.
//!
//! Few by design: what can be tested in a crate is tested there.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

/// Longer than anything takes on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program under test: `BOARDWISE`, or the debug build, made here if need be.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(program) = std::env::var_os("BOARDWISE") {
            return PathBuf::from(program);
        }
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let build = Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "boardwise"]).current_dir(&workspace).status();
        assert!(build.is_ok_and(|status| status.success()), "boardwise does not build");
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), PathBuf::from);
        target.join("debug").join(format!("boardwise{}", std::env::consts::EXE_SUFFIX))
    })
}

/// A folder that is gone when the value is.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A project with these files.
    pub fn new(name: &str, files: &[(&str, &str)]) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("boardwise-e2e-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        for (file, text) in files {
            std::fs::write(path.join(file), text)?;
        }
        Ok(Self(path))
    }

    /// The URI of a file in it.
    pub fn uri(&self, file: &str) -> String {
        format!("file://{}", self.0.join(file).display())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is in the temporary folder anyway.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running server.
pub struct Session {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    unread: VecDeque<Value>,
    next_id: i64,
}

impl Session {
    /// Starts the program with `lsp` and these arguments, without a word to it.
    pub fn spawn(arguments: &[&str]) -> Result<Self> {
        let mut child = Command::new(program())
            .arg("lsp")
            .args(arguments)
            // What is counted goes nowhere near the user's own numbers.
            .env("XDG_STATE_HOME", std::env::temp_dir().join(format!("boardwise-e2e-{}-state", std::process::id())))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("{} cannot be started", program().display()))?;
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().context("a pipe was asked for")?);
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Ok(Some(message)) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, input, messages, unread: VecDeque::new(), next_id: 1 })
    }

    /// Starts an initialized session.
    pub fn start(options: &Value) -> Result<Self> {
        let mut session = Self::spawn(&["--stdio"])?;
        let params = json!({
            "processId": std::process::id(),
            "rootUri": null,
            "capabilities": { "textDocument": { "inlineCompletion": {}, "publishDiagnostics": { "relatedInformation": true } } },
            "initializationOptions": options,
        });
        let answer = session.request("initialize", &params)?;
        ensure!(answer["capabilities"]["inlineCompletionProvider"] == json!(true), "{answer}");
        session.notify("initialized", &json!({}))?;
        Ok(session)
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: &Value) -> Result<()> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// Sends a request and waits for its result; an error reply is an error.
    pub fn request(&mut self, method: &str, params: &Value) -> Result<Value> {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        let mut answer = self.wait_for(|message| message["id"] == json!(id) && message.get("method").is_none())?;
        if let Some(error) = answer.get("error") {
            bail!("{method}: {error}");
        }
        Ok(answer["result"].take())
    }

    /// Waits for a notification whose parameters satisfy `is_it`, and returns them.
    pub fn notification(&mut self, method: &str, is_it: impl Fn(&Value) -> bool) -> Result<Value> {
        let mut message =
            self.wait_for(|message| message["method"] == json!(method) && is_it(&message["params"])).with_context(|| method.to_owned())?;
        Ok(message["params"].take())
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, language: &str, text: &str) -> Result<()> {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }))
    }

    /// Closes the server's input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Says goodbye as the protocol wants it, keeps the pipe open, and waits for the process.
    pub fn leave(mut self) -> Result<ExitStatus> {
        let answer = self.request("shutdown", &Value::Null)?;
        ensure!(answer == Value::Null, "{answer}");
        self.notify("exit", &Value::Null)?;
        self.exit_status()
    }

    /// Waits for the process to end.
    pub fn exit_status(&mut self) -> Result<ExitStatus> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            ensure!(start.elapsed() < PATIENCE, "the server does not end");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let body = message.to_string();
        let input = self.input.as_mut().context("the input is closed")?;
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        input.flush()?;
        Ok(())
    }

    /// The first message, old or new, that is the one.
    fn wait_for(&mut self, is_it: impl Fn(&Value) -> bool) -> Result<Value> {
        if let Some(index) = self.unread.iter().position(&is_it) {
            return self.unread.remove(index).context("it is there");
        }
        let start = Instant::now();
        loop {
            let message = self.messages.recv_timeout(PATIENCE.saturating_sub(start.elapsed())).context("the server is silent")?;
            if is_it(&message) {
                return Ok(message);
            }
            self.unread.push_back(message);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that failed leaves no process behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_message(output: &mut impl BufRead) -> Result<Option<Value>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}
