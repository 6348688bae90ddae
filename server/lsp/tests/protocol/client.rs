//! A client that speaks the protocol over an in-memory pipe and remembers every message.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ide::Settings;
use lsp::{Ending, Session};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::completer::{self, Counters, Script};

/// Longer than anything takes on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Client {
    input: DuplexStream,
    messages: mpsc::UnboundedReceiver<Value>,
    server: JoinHandle<Ending>,
    counters: Arc<Counters>,
    next_id: i64,
    answers: HashMap<i64, Vec<Value>>,
    unread: Vec<Value>,
    notifications: Vec<Value>,
}

impl Client {
    /// A server and a client that has not said anything yet.
    pub fn connect(script: Script) -> Self {
        Self::connect_with(script, Settings::standard(), None)
    }

    /// The same with settings from the command line and a file for counts.
    pub fn connect_with(script: Script, settings: Settings, stats_file: Option<PathBuf>) -> Self {
        let (input, server_input) = tokio::io::duplex(1 << 16);
        let (server_output, output) = tokio::io::duplex(1 << 16);
        let counters = Arc::new(Counters::default());
        let load = completer::load(script, Arc::clone(&counters));
        let server = tokio::spawn(lsp::serve(server_input, server_output, Session { settings, stats_file, load }));
        let (sender, messages) = mpsc::unbounded_channel();
        // Reads all the time, so that neither side waits for the other with a full pipe.
        tokio::spawn(async move {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output).await {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { input, messages, server, counters, next_id: 1, answers: HashMap::new(), unread: Vec::new(), notifications: Vec::new() }
    }

    /// An initialized session with a client that has ghost text.
    pub async fn start(script: Script) -> Self {
        Self::start_with(script, json!({ "textDocument": { "inlineCompletion": {} } }), json!(null)).await
    }

    /// An initialized session.
    pub async fn start_with(script: Script, capabilities: Value, options: Value) -> Self {
        let mut client = Self::connect(script);
        client.initialize(capabilities, options).await;
        client
    }

    /// Greets the server.
    pub async fn initialize(&mut self, capabilities: Value, options: Value) {
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities, "initializationOptions": options });
        let answer = self.request("initialize", params).await;
        assert!(answer.get("result").is_some(), "{answer}");
        self.notify("initialized", json!({})).await;
    }

    pub async fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "cpp", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    pub async fn send_raw(&mut self, text: &str) {
        self.input.write_all(text.as_bytes()).await.unwrap();
    }

    async fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(&format!("Content-Length: {}\r\n\r\n{body}", body.len())).await;
    }

    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    /// Sends a request and returns its id.
    pub async fn send_request(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.answers.insert(id, Vec::new());
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })).await;
        id
    }

    /// Waits for the answer to a request.
    pub async fn answer(&mut self, id: i64) -> Value {
        while self.answers[&id].is_empty() {
            self.read().await;
        }
        self.answers[&id][0].clone()
    }

    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.send_request(method, params).await;
        self.answer(id).await
    }

    /// The next notification of this kind that no test has looked at.
    pub async fn notification(&mut self, method: &str) -> Value {
        loop {
            if let Some(index) = self.unread.iter().position(|it| it["method"] == json!(method)) {
                return self.unread.remove(index);
            }
            self.read().await;
        }
    }

    /// Answers a request of the server.
    pub async fn reply(&mut self, request: &Value, result: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result })).await;
    }

    /// Every notification of this kind so far.
    pub fn all(&self, method: &str) -> Vec<Value> {
        self.notifications.iter().filter(|it| it["method"] == json!(method)).cloned().collect()
    }

    pub fn count_of(&self, method: &str) -> usize {
        self.notifications.iter().filter(|it| it["method"] == json!(method)).count()
    }

    pub fn n_started(&self) -> usize {
        self.counters.n_started.load(Ordering::SeqCst)
    }

    pub fn n_stopped(&self) -> usize {
        self.counters.n_stopped.load(Ordering::SeqCst)
    }

    pub fn n_warmed_up(&self) -> usize {
        self.counters.n_warmed_up.load(Ordering::SeqCst)
    }

    /// Lets a completer go on that waits for it.
    pub fn release(&self) {
        self.counters.is_released.store(true, Ordering::SeqCst);
    }

    pub async fn wait_until_warm(&self) {
        self.wait_until(|client| client.n_warmed_up() == 1).await;
    }

    pub async fn wait_until_running(&self, n: usize) {
        self.wait_until(|client| client.n_started() == n).await;
    }

    pub async fn wait_until_stopped(&self, n: usize) {
        self.wait_until(|client| client.n_stopped() == n).await;
    }

    async fn wait_until(&self, is_so: impl Fn(&Self) -> bool) {
        let wait = async {
            while !is_so(self) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        timeout(PATIENCE, wait).await.expect("it happens in time");
    }

    /// Says goodbye as the protocol wants it.
    pub async fn leave(&mut self) -> Ending {
        let answer = self.request("shutdown", json!(null)).await;
        assert_eq!(answer["result"], json!(null), "{answer}");
        self.notify("exit", json!(null)).await;
        self.ending().await
    }

    /// Waits for the server to end although its input stays open.
    pub async fn ending(&mut self) -> Ending {
        timeout(PATIENCE, &mut self.server).await.expect("the server ends").unwrap()
    }

    /// Closes the server's input without a word.
    pub async fn hang_up(self) -> Ending {
        drop(self.input);
        timeout(PATIENCE, self.server).await.expect("the server ends").unwrap()
    }

    pub fn assert_each_request_had_one_answer(&mut self) {
        while let Ok(message) = self.messages.try_recv() {
            self.sort(message);
        }
        for (id, answers) in &self.answers {
            assert_eq!(answers.len(), 1, "request {id}: {answers:?}");
        }
    }

    async fn read(&mut self) {
        let message = timeout(PATIENCE, self.messages.recv()).await.expect("an answer in time");
        self.sort(message.expect("the server is there"));
    }

    fn sort(&mut self, message: Value) {
        if message.get("method").is_some() {
            self.unread.push(message.clone());
            self.notifications.push(message);
        } else if let Some(id) = message["id"].as_i64() {
            self.answers.get_mut(&id).expect("an answer to a request").push(message);
        }
    }
}

async fn read_message(output: &mut BufReader<DuplexStream>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).await.ok().filter(|read| *read > 0)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).await.ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
