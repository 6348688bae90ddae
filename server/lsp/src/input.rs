//! Reads the client's messages and hands on what is one.
//!
//! tower-lsp ends the session at the first message that it cannot read. Real clients send such
//! messages: half of a surrogate pair, for instance, while somebody types an emoji. So what can be
//! repaired is repaired, and what is no message at all is logged and dropped.

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tower_lsp_server::jsonrpc::{Request, Response};

/// Longest message in bytes; a longer one is a broken length.
const MAX_LENGTH: u64 = 256 << 20;

/// Copies messages from `input` to `output` until one of them ends.
pub(crate) async fn copy_messages(input: impl AsyncRead + Unpin, mut output: impl AsyncWrite + Unpin) {
    let mut input = BufReader::new(input);
    while let Some(body) = read_body(&mut input).await {
        let Some(body) = as_message(body) else {
            tracing::error!("what the client sent is no message; it is dropped");
            continue;
        };
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        if output.write_all(header.as_bytes()).await.is_err() || output.write_all(body.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The next body; `None` at the end of the input or when its framing is lost.
async fn read_body(input: &mut (impl AsyncBufReadExt + Unpin)) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        let n_read = input.read_until(b'\n', &mut line).await.ok()?;
        if n_read == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
        // Without a length there is nothing to read: go on to the next header.
        if line.is_empty() && length.is_some() {
            break;
        }
    }
    let length = length.filter(|length| *length <= MAX_LENGTH)?;
    let mut body = Vec::new();
    let n_read = input.take(length).read_to_end(&mut body).await.ok()?;
    (n_read as u64 == length).then_some(body)
}

/// The body as JSON-RPC, repaired if that helps.
fn as_message(body: Vec<u8>) -> Option<String> {
    let body = String::from_utf8(body).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    if is_message(&body) {
        return Some(body);
    }
    let repaired = without_lone_surrogates(&body);
    is_message(&repaired).then_some(repaired)
}

fn is_message(body: &str) -> bool {
    serde_json::from_str::<Request>(body).is_ok() || serde_json::from_str::<Response>(body).is_ok()
}

/// Replaces each escaped half of a surrogate pair by U+FFFD, which has the same length in UTF-16.
fn without_lone_surrogates(body: &str) -> String {
    let mut repaired = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(backslash) = rest.find('\\') {
        let (before, escape) = rest.split_at(backslash);
        repaired.push_str(before);
        let length = match code_unit(escape) {
            Some(0xD800..=0xDBFF) if matches!(escape.get(6..).and_then(code_unit), Some(0xDC00..=0xDFFF)) => 12,
            Some(0xD800..=0xDFFF) => {
                repaired.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            Some(_) => 6,
            // The escaped character may have several bytes when the JSON is broken anyway.
            None => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        repaired.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    repaired.push_str(rest);
    repaired
}

/// The value of an escape `\uXXXX` at the start of `text`.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn copied(input: &str) -> Vec<String> {
        let mut output = Vec::new();
        copy_messages(input.as_bytes(), &mut output).await;
        let output = String::from_utf8(output).unwrap();
        output.split("Content-Length: ").skip(1).map(|it| it.split_once("\r\n\r\n").unwrap().1.to_owned()).collect()
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    const PLAIN: &str = r#"{"jsonrpc":"2.0","method":"x","params":{"é":"\u00e9"}}"#;

    #[tokio::test]
    async fn messages_pass_unchanged() {
        assert_eq!(copied(&(frame(PLAIN) + &frame(PLAIN))).await, [PLAIN, PLAIN]);
    }

    #[tokio::test]
    async fn what_is_no_message_is_dropped() {
        let broken = [frame("{\"json"), frame("[]"), frame("42"), frame(""), frame(r#"{"jsonrpc":"1.0"}"#)].concat();
        assert_eq!(copied(&(broken + &frame(PLAIN))).await, [PLAIN]);
    }

    #[tokio::test]
    async fn other_headers_do_not_matter() {
        let headers = "X-A: 1\r\nX-B: 2\r\ncontent-length: 2\r\nContent-Type: application/json\r\n\r\n{}";
        assert_eq!(copied(&format!("nonsense\r\n\r\n{headers}{}", frame(PLAIN))).await, [PLAIN]);
    }

    #[tokio::test]
    async fn half_a_message_is_the_end() {
        assert_eq!(copied("Content-Length: 99\r\n\r\n{}").await, [""; 0]);
        assert_eq!(copied("Content-Length: 99999999999999\r\n\r\n{}").await, [""; 0]);
    }

    #[test]
    fn a_lone_surrogate_becomes_a_replacement_character() {
        let check = |body: &str, expected: &str| assert_eq!(without_lone_surrogates(body), expected);
        check(r#"{"a":"\ud83d"}"#, r#"{"a":"\ufffd"}"#);
        check(r#"{"a":"\uDE00x"}"#, r#"{"a":"\ufffdx"}"#);
        check(r#"{"a":"\ud83d\ude00"}"#, r#"{"a":"\ud83d\ude00"}"#);
        check(r#"{"a":"\ud83d\ud83d\ude00\n"}"#, r#"{"a":"\ufffd\ud83d\ude00\n"}"#);
        // An escaped backslash before a `u` is no escape.
        check(r#"{"a":"\\ud83d"}"#, r#"{"a":"\\ud83d"}"#);
        check("\\", "\\");
        check("\\u12", "\\u12");
        check("\\é", "\\é");
    }
}
