//! Against a stand-in for a completion server on loopback that answers, refuses, hangs and lies.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use decode::{Cancel, Canceller, TextModel};
use remote::Remote;
use serde_json::Value;

/// Answers one request with these bytes after a pause; gives the address and what was asked.
fn server(status: &'static str, body: &'static str, pause: Duration) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else { return };
        let mut request = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            let n = stream.read(&mut chunk).unwrap_or_default();
            request.extend_from_slice(&chunk[..n]);
            let text = String::from_utf8_lossy(&request).into_owned();
            let length = text.to_lowercase().split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.trim().parse().ok());
            let is_whole = text.split_once("\r\n\r\n").zip(length).is_some_and(|((_, body), length): (_, usize)| body.len() >= length);
            if is_whole || n == 0 {
                let _ = sender.send(text);
                break;
            }
        }
        std::thread::sleep(pause);
        let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    });
    (url, receiver)
}

fn ask(url: &str, cancel: &Cancel) -> Result<Vec<decode::TextDraft>, String> {
    let mut remote = Remote::new(url, Some("coder"), "qwen2.5-coder", Duration::from_millis(600)).expect("a good address");
    remote.drafts("<|fim_prefix|>x<|fim_suffix|><|fim_middle|>", 1, 48, &["\n"], cancel)
}

fn complaint(status: &'static str, body: &'static str, pause: Duration) -> String {
    let complaint = ask(&server(status, body, pause).0, &Cancel::never()).expect_err("it must complain");
    assert!(!complaint.contains('\n'), "one line: {complaint}");
    complaint
}

#[test]
fn a_draft_comes_with_its_probabilities() {
    let body = r#"{"choices":[{"text":"13, OUTPUT);<|file_sep|>x","finish_reason":"length",
        "logprobs":{"tokens":["13",", OUTPUT",");"],"token_logprobs":[-0.1,-0.2,-0.3]}}]}"#;
    let (url, asked) = server("200 OK", body, Duration::ZERO);
    let drafts = ask(&url, &Cancel::never()).unwrap();
    assert_eq!(drafts[0].text, "13, OUTPUT);");
    assert!(drafts[0].is_finished, "a special token ended it");
    assert_eq!(drafts[0].logprobs, [(2, -0.1), (8, -0.2), (2, -0.3)]);
    let asked = asked.recv().unwrap();
    assert!(asked.starts_with("POST /v1/completions HTTP/1.1\r\n"), "{asked}");
    let sent: Value = serde_json::from_str(asked.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!((sent["model"].as_str(), sent["max_tokens"].as_u64(), sent["temperature"].as_f64()), (Some("coder"), Some(48), Some(0.0)));
    assert_eq!(sent["stop"][0], "\n");
}

#[test]
fn probabilities_in_the_other_form_or_none() {
    let body = r#"{"choices":[{"text":"a","finish_reason":"stop","logprobs":{"content":[{"token":"a","logprob":-0.5}]}},
        {"text":"b","finish_reason":"stop","logprobs":null},
        {"text":"c","finish_reason":"stop","logprobs":{"tokens":["c"],"token_logprobs":["high"]}}]}"#;
    let drafts = ask(&server("200 OK", body, Duration::ZERO).0, &Cancel::never()).unwrap();
    assert_eq!(drafts.iter().map(|it| it.logprobs.len()).collect::<Vec<_>>(), [1, 0, 0]);
}

#[test]
fn a_server_that_is_late_is_not_waited_for() {
    let started = Instant::now();
    assert!(complaint("200 OK", "{}", Duration::from_secs(5)).contains("did not answer within 0.6 s"));
    assert!(started.elapsed() < Duration::from_secs(4));
}

#[test]
fn a_refusal_is_repeated() {
    let body = r#"{"error":{"message":"model coder not found\nuse another","code":404}}"#;
    let complaint = complaint("404 Not Found", body, Duration::ZERO);
    assert!(complaint.contains("refused with status 404: model coder not found"), "{complaint}");
}

#[test]
fn what_is_no_completion_is_said_to_be_none() {
    assert!(complaint("200 OK", "<html>", Duration::ZERO).contains("not JSON"));
    assert!(complaint("200 OK", r#"{"object":"list"}"#, Duration::ZERO).contains("no `choices`"));
    assert!(complaint("200 OK", r#"{"choices":[{"message":{}}]}"#, Duration::ZERO).contains("no `text`"));
}

#[test]
fn nobody_there() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert!(ask(&url, &Cancel::never()).unwrap_err().contains("cannot be reached"));
}

#[test]
fn who_is_not_wanted_any_more_does_not_wait() {
    let canceller = Canceller::default();
    let cancel = canceller.restart();
    canceller.cancel();
    let (url, _asked) = server("200 OK", "{}", Duration::from_secs(5));
    assert_eq!(ask(&url, &cancel), Err(String::new()));
}

#[test]
fn addresses_and_formats_are_checked_before_anything_is_sent() {
    let new = |url: &str, format: &str| Remote::new(url, None, format, Duration::from_secs(1));
    for url in ["http://h:1", "http://h:1/", "http://h:1/v1", "http://h:1/v1/completions"] {
        assert_eq!(new(url, "qwen2.5-coder").unwrap().url(), "http://h:1/v1/completions");
    }
    for url in ["", "h:1", "http://", "file:///etc/passwd"] {
        assert!(new(url, "qwen2.5-coder").unwrap_err().contains("is no address"), "{url}");
    }
    assert!(new("http://h:1", "gpt").unwrap_err().contains("codegemma, codellama, deepseek-coder"), "formats are listed");
}
