//! The server over an in-memory pipe: order, cancellation, and one reply for each request.

mod behaviour;
mod client;
mod completer;
mod pages;

use std::time::Duration;

use client::Client;
use completer::Script;
use lsp::Ending;
use serde_json::{Value, json};

const URI: &str = "file:///sketch/sketch.ino";

/// The document's text as the server has it. The protocol has no request for that; the scripted
/// completer suggests it.
async fn text_of(client: &mut Client, uri: &str) -> String {
    let answer = client.request("textDocument/inlineCompletion", inline_params(uri, 0, 0, true)).await;
    let text = answer["result"]["items"][0]["insertText"].as_str();
    text.unwrap_or_else(|| panic!("no text: {answer}")).to_owned()
}

fn inline_params(uri: &str, line: u32, character: u32, invoked: bool) -> Value {
    json!({
        "textDocument": { "uri": uri },
        "position": { "line": line, "character": character },
        "context": { "triggerKind": if invoked { 1 } else { 2 } },
    })
}

fn change(uri: &str, version: usize, range: &Value, text: &str) -> Value {
    json!({
        "textDocument": { "uri": uri, "version": version },
        "contentChanges": [{ "range": range, "text": text }],
    })
}

/// A small generator, so that a failure can be seen again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// UTF-16 position of a character index.
fn position(text: &[char], index: usize) -> Value {
    let before = &text[..index];
    let line = before.iter().filter(|it| **it == '\n').count();
    let line_start = before.iter().rposition(|it| *it == '\n').map_or(0, |newline| newline + 1);
    let character: usize = before[line_start..].iter().map(|it| it.len_utf16()).sum();
    json!({ "line": line, "character": character })
}

#[tokio::test]
async fn thousands_of_edits_are_applied_in_order() {
    let mut client = Client::start(Script::EchoText).await;
    let mut model: Vec<char> = "void setup() {\n}\n".chars().collect();
    client.open(URI, &model.iter().collect::<String>()).await;
    let mut random = Random(0x5EED);
    let pieces = ["a", "digitalWrite(4, 1);\n", "😀", "é", "\n", "", "}", "// 漢字\n", "x"];
    for version in 2..2500 {
        let start = random.below(model.len() + 1);
        let end = (start + random.below(6)).min(model.len());
        let piece = pieces[random.below(pieces.len())];
        let range = json!({ "start": position(&model, start), "end": position(&model, end) });
        client.notify("textDocument/didChange", change(URI, version, &range, piece)).await;
        model.splice(start..end, piece.chars());
        if model.len() > 400 {
            let range = json!({ "start": position(&model, 0), "end": position(&model, 300) });
            client.notify("textDocument/didChange", change(URI, version, &range, "")).await;
            model.drain(..300);
        }
    }
    assert_eq!(text_of(&mut client, URI).await, model.iter().collect::<String>());
    assert_eq!(client.leave().await, Ending::Clean);
}

#[tokio::test]
async fn several_changes_of_one_notification_build_on_each_other() {
    let mut client = Client::start(Script::EchoText).await;
    client.open(URI, "abc\n").await;
    let at = |character: u32| json!({ "line": 0, "character": character });
    client
        .notify(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": URI, "version": 2 },
                "contentChanges": [
                    { "range": { "start": at(0), "end": at(1) }, "text": "😀" },
                    { "range": { "start": at(2), "end": at(3) }, "text": "" },
                    { "range": { "start": at(3), "end": at(3) }, "text": "!" },
                ],
            }),
        )
        .await;
    assert_eq!(text_of(&mut client, URI).await, "😀c!\n");
    client.leave().await;
}

#[tokio::test]
async fn a_client_may_count_in_bytes() {
    let mut client =
        Client::start_with(Script::EchoText, json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } }), json!(null)).await;
    client.open(URI, "äb\n").await;
    let range = json!({ "start": { "line": 0, "character": 2 }, "end": { "line": 0, "character": 3 } });
    client.notify("textDocument/didChange", change(URI, 2, &range, "c")).await;
    assert_eq!(text_of(&mut client, URI).await, "äc\n");
    client.leave().await;
}

#[tokio::test]
async fn after_an_edit_that_does_not_fit_nothing_is_said_until_the_whole_text_comes() {
    let mut client = Client::start(Script::EchoText).await;
    client.open(URI, "abc\n").await;
    let reversed = json!({ "start": { "line": 0, "character": 2 }, "end": { "line": 0, "character": 1 } });
    client.notify("textDocument/didChange", change(URI, 2, &reversed, "x")).await;
    let answer = client.request("textDocument/inlineCompletion", inline_params(URI, 0, 0, true)).await;
    assert_eq!(answer["result"]["items"], json!([]));
    client
        .notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": URI, "version": 3 }, "contentChanges": [{ "text": "whole\n" }] }),
        )
        .await;
    assert_eq!(text_of(&mut client, URI).await, "whole\n");
    client.leave().await;
}

#[tokio::test]
async fn the_newest_inline_request_displaces_the_others() {
    let mut client = Client::start(Script::UntilCancelled).await;
    client.open(URI, "void loop() {\n\n}\n").await;
    let ids = [
        client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 0, false)).await,
        client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 0, false)).await,
        client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 0, false)).await,
    ];
    for id in &ids[..2] {
        assert_eq!(client.answer(*id).await["error"]["code"], json!(-32800));
    }
    // The newest runs until it is cancelled in turn.
    client.notify("$/cancelRequest", json!({ "id": ids[2] })).await;
    assert_eq!(client.answer(ids[2]).await["error"]["code"], json!(-32800));
    client.leave().await;
    client.assert_each_request_had_one_answer();
}

#[tokio::test]
async fn cancelling_stops_the_model_and_a_late_cancel_harms_nobody() {
    let mut client = Client::start(Script::UntilCancelled).await;
    client.open(URI, "void loop() {\n\n}\n").await;
    let first = client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 0, false)).await;
    client.wait_until_running(1).await;
    client.notify("$/cancelRequest", json!({ "id": first })).await;
    assert_eq!(client.answer(first).await["error"]["code"], json!(-32800));
    client.wait_until_stopped(1).await;

    let second = client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 0, false)).await;
    client.wait_until_running(2).await;
    client.notify("$/cancelRequest", json!({ "id": first })).await;
    // Hover goes through the same channel: when it is answered, the late cancel has been handled.
    client.request("textDocument/hover", at(URI, 0, 0)).await;
    assert_eq!(client.n_stopped(), 1);
    client.notify("$/cancelRequest", json!({ "id": second })).await;
    client.answer(second).await;
    client.leave().await;
    client.assert_each_request_had_one_answer();
}

#[tokio::test]
async fn an_edit_stops_the_model() {
    let mut client = Client::start(Script::UntilCancelled).await;
    client.open(URI, "void loop() {\n\n}\n").await;
    let id = client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 0, false)).await;
    client.wait_until_running(1).await;
    let end = json!({ "line": 1, "character": 0 });
    client.notify("textDocument/didChange", change(URI, 2, &json!({ "start": end, "end": end }), "d")).await;
    assert_eq!(client.answer(id).await["error"]["code"], json!(-32800));
    client.leave().await;
}

#[tokio::test]
async fn the_popup_does_not_wait_for_the_model() {
    let mut client = Client::start(Script::UntilCancelled).await;
    client.open(URI, "void loop() {\n  dig\n}\n").await;
    let inline = client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 5, false)).await;
    client.wait_until_running(1).await;
    let answer = client.request("textDocument/completion", at(URI, 1, 5)).await;
    assert!(answer["result"]["items"].is_array(), "{answer}");
    client.notify("$/cancelRequest", json!({ "id": inline })).await;
    client.answer(inline).await;
    client.leave().await;
}

#[tokio::test]
async fn typing_through_a_suggestion_costs_nothing() {
    let mut client = Client::start(Script::Say("digitalWrite(4, HIGH);")).await;
    client.open(URI, "void loop() {\n\n}\n").await;
    let suggestion = |answer: &Value| answer["result"]["items"][0]["insertText"].as_str().map(str::to_owned);
    let answer = client.request("textDocument/inlineCompletion", inline_params(URI, 1, 0, false)).await;
    assert_eq!(suggestion(&answer).as_deref(), Some("digitalWrite(4, HIGH);"));
    let start = json!({ "line": 1, "character": 0 });
    client.notify("textDocument/didChange", change(URI, 2, &json!({ "start": start, "end": start }), "dig")).await;
    let answer = client.request("textDocument/inlineCompletion", inline_params(URI, 1, 3, false)).await;
    assert_eq!(suggestion(&answer).as_deref(), Some("italWrite(4, HIGH);"));
    assert_eq!(client.n_started(), 1, "the model was asked once");
    client.leave().await;
}

#[tokio::test]
async fn a_client_without_ghost_text_finds_the_suggestion_in_its_popup() {
    let capabilities = json!({ "textDocument": { "completion": {} } });
    let mut client = Client::start_with(Script::Say("italWrite(4, HIGH);"), capabilities, json!(null)).await;
    client.open(URI, "void loop() {\n  dig\n}\n").await;
    let first = client.request("textDocument/completion", at(URI, 1, 5)).await;
    assert_eq!(first["result"]["isIncomplete"], json!(true));
    client.wait_until_stopped(1).await;
    // The suggestion is put down right after the model stops.
    let mut label = None;
    for _ in 0..100 {
        let second = client.request("textDocument/completion", at(URI, 1, 5)).await;
        let items = second["result"]["items"].as_array().unwrap().clone();
        label = items.iter().find(|it| it["detail"] == json!("suggestion of the model")).map(|it| it["label"].clone());
        if label.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(label, Some(json!("digitalWrite(4, HIGH);")));
    client.leave().await;
}

#[tokio::test]
async fn a_panic_of_the_model_is_an_error_reply() {
    let mut client = Client::start(Script::Panic).await;
    client.open(URI, "void loop() {\n\n}\n").await;
    for _ in 0..2 {
        let answer = client.request("textDocument/inlineCompletion", inline_params(URI, 1, 0, true)).await;
        assert_eq!(answer["error"]["code"], json!(-32603));
    }
    assert!(client.request("textDocument/hover", at(URI, 0, 0)).await.get("error").is_none());
    client.leave().await;
}

#[tokio::test]
async fn a_missing_model_is_said_once_and_everything_else_works() {
    let mut client = Client::start(Script::Missing).await;
    client.open(URI, "void loop() {\n\n}\n").await;
    let shown = client.notification("window/showMessage").await;
    assert_eq!(shown["params"]["message"], json!("there is no model"));
    let answer = client.request("textDocument/inlineCompletion", inline_params(URI, 1, 0, true)).await;
    assert_eq!(answer["result"]["items"], json!([]));
    let status = client.request("boardwise/status", json!({})).await;
    assert_eq!(status["result"]["model"]["state"], json!("missing"));
    client.leave().await;
    assert_eq!(client.count_of("window/showMessage"), 1);
}

#[tokio::test]
async fn ghost_text_can_be_switched_off() {
    let options = json!({ "boardwise": { "inline": false } });
    let mut client = Client::start_with(Script::EchoText, json!({}), options).await;
    client.open(URI, "abc\n").await;
    let answer = client.request("textDocument/inlineCompletion", inline_params(URI, 0, 0, true)).await;
    assert_eq!(answer["result"]["items"], json!([]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "boardwise": { "inline": true } } })).await;
    assert_eq!(text_of(&mut client, URI).await, "abc\n");
    client.leave().await;
}

#[tokio::test]
async fn malformed_messages_are_answered_and_survived() {
    let mut client = Client::start(Script::EchoText).await;
    client.open(URI, "abc\n").await;
    let answer = client.request("textDocument/hover", json!({ "position": "here" })).await;
    assert_eq!(answer["error"]["code"], json!(-32602));
    let answer = client.request("textDocument/hover", json!(null)).await;
    assert_eq!(answer["error"]["code"], json!(-32602));
    let answer = client.request("boardwise/unheardOf", json!({})).await;
    assert_eq!(answer["error"]["code"], json!(-32601));
    client.notify("textDocument/didChange", json!({ "textDocument": 7 })).await;
    client.notify("textDocument/didOpen", json!([])).await;
    client.notify("$/setTrace", json!({ "value": "verbose" })).await;
    client.notify("$/unheardOf", json!({})).await;
    client.send_raw("Content-Length: 7\r\n\r\n{\"json\"").await;
    client.send_raw("Content-Length: 2\r\n\r\n[]").await;
    assert_eq!(text_of(&mut client, URI).await, "abc\n");
    assert_eq!(client.leave().await, Ending::Clean);
}

#[tokio::test]
async fn half_a_surrogate_pair_counts_as_one_character() {
    let mut client = Client::start(Script::EchoText).await;
    client.open(URI, "ab\n").await;
    let params = r#"{"textDocument":{"uri":"URI","version":2},"contentChanges":[{"range":RANGE,"text":"\ud83d"}]}"#
        .replace("URI", URI)
        .replace("RANGE", r#"{"start":{"line":0,"character":1},"end":{"line":0,"character":1}}"#);
    let body = format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#);
    client.send_raw(&format!("Content-Length: {}\r\n\r\n{body}", body.len())).await;
    assert_eq!(text_of(&mut client, URI).await, "a\u{fffd}b\n");
    client.leave().await;
}

#[tokio::test]
async fn places_outside_the_text_are_answered() {
    let mut client = Client::start(Script::EchoText).await;
    client.open(URI, "abc\n").await;
    for method in ["textDocument/hover", "textDocument/completion", "textDocument/signatureHelp"] {
        let answer = client.request(method, at(URI, 4_000_000_000, 4_000_000_000)).await;
        assert!(answer.get("error").is_none(), "{method}: {answer}");
    }
    client.leave().await;
}

#[tokio::test]
async fn files_of_others_get_empty_answers() {
    let mut client = Client::start(Script::EchoText).await;
    for (uri, is_open) in [("file:///notes.txt", true), ("file:///never/opened.ino", false)] {
        if is_open {
            client.open(uri, "dear diary\n").await;
        }
        for method in ["textDocument/hover", "textDocument/completion", "textDocument/signatureHelp"] {
            let answer = client.request(method, at(uri, 0, 0)).await;
            assert_eq!(answer["result"], json!(null), "{method}");
        }
        let answer = client.request("textDocument/inlineCompletion", inline_params(uri, 0, 0, true)).await;
        assert_eq!(answer["result"]["items"], json!([]));
    }
    client.leave().await;
}

#[tokio::test]
async fn closing_takes_the_diagnostics_back() {
    let mut client = Client::start(Script::EchoText).await;
    client.open(URI, "abc\n").await;
    let first = client.notification("textDocument/publishDiagnostics").await;
    assert_eq!(first["params"]["version"], json!(1));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } })).await;
    let last = client.notification("textDocument/publishDiagnostics").await;
    assert_eq!(last["params"]["diagnostics"], json!([]));
    client.leave().await;
}

#[tokio::test]
async fn leaving_without_shutdown_is_abrupt() {
    let mut client = Client::start(Script::EchoText).await;
    client.notify("exit", json!(null)).await;
    assert_eq!(client.ending().await, Ending::Abrupt);
}

#[tokio::test]
async fn the_end_of_the_input_ends_the_server() {
    let client = Client::start(Script::EchoText).await;
    assert_eq!(client.hang_up().await, Ending::Abrupt);
}

#[tokio::test]
async fn requests_before_initialize_are_refused() {
    let mut client = Client::connect(Script::EchoText);
    let answer = client.request("textDocument/hover", at(URI, 0, 0)).await;
    assert_eq!(answer["error"]["code"], json!(-32002));
    client.notify("exit", json!(null)).await;
    assert_eq!(client.ending().await, Ending::Abrupt);
}

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}
