//! How suggestions behave in every editor: where they come, that they stay while one types through
//! them, what is computed ahead, and what is counted.

use std::path::Path;
use std::time::{Duration, Instant};

use ide::Settings;
use ide::stats::{Counts, Stats};
use serde_json::{Value, json};

use crate::client::Client;
use crate::completer::Script;
use crate::{URI, at, change, inline_params};

const LINE: &str = "digitalWrite(4, HIGH);";
const LOOP: &str = "void loop() {\n  \n}\n";

/// Replaces nothing at a place of [`LOOP`]'s second line.
async fn insert(client: &mut Client, version: usize, (line, character): (u32, u32), text: &str) {
    let place = json!({ "line": line, "character": character });
    client.notify("textDocument/didChange", change(URI, version, &json!({ "start": place, "end": place }), text)).await;
}

async fn ghost(client: &mut Client, line: u32, character: u32) -> Option<String> {
    item(client, line, character).await["insertText"].as_str().map(str::to_owned)
}

async fn item(client: &mut Client, line: u32, character: u32) -> Value {
    let answer = client.request("textDocument/inlineCompletion", inline_params(URI, line, character, false)).await;
    assert!(answer.get("error").is_none(), "{answer}");
    answer["result"]["items"][0].clone()
}

fn counts(path: &Path) -> Counts {
    Stats::read(path).unwrap().since("").get("arduino").copied().unwrap_or_default()
}

/// A session that counts into `path`.
async fn counted(script: Script, path: &Path) -> Client {
    let mut client = Client::connect_with(script, Settings::standard(), Some(path.to_owned()));
    client.initialize(json!({ "textDocument": { "inlineCompletion": {} } }), json!(null)).await;
    client.open(URI, LOOP).await;
    client
}

#[tokio::test]
async fn each_letter_of_a_suggestion_is_free_and_it_never_flickers() {
    let mut client = Client::start(Script::Say(LINE)).await;
    client.open(URI, LOOP).await;
    assert_eq!(ghost(&mut client, 1, 2).await.as_deref(), Some(LINE));
    for n_typed in 1..LINE.len() {
        insert(&mut client, n_typed + 1, (1, n_typed as u32 + 1), &LINE[n_typed - 1..n_typed]).await;
        assert_eq!(ghost(&mut client, 1, n_typed as u32 + 2).await.as_deref(), Some(&LINE[n_typed..]));
    }
    assert_eq!(client.n_started(), 1, "the model was asked once");
    client.leave().await;
}

#[tokio::test]
async fn letters_that_a_client_sends_in_another_order_stand_where_they_were_typed() {
    let mut client = Client::start(Script::Say(LINE)).await;
    client.open(URI, "void loop() {\n}\n// board: uno\n").await;
    // A new line and `dela`, as Helix sends it when it is in a hurry.
    insert(&mut client, 3, (1, 2), "d").await;
    insert(&mut client, 4, (1, 3), "e").await;
    insert(&mut client, 2, (0, 13), "\n  ").await;
    insert(&mut client, 6, (1, 5), "a").await;
    insert(&mut client, 5, (1, 4), "l").await;
    let place = json!({ "textDocument": { "uri": URI }, "position": { "line": 1, "character": 6 } });
    let answer = client.request("textDocument/completion", place).await;
    let first = &answer["result"]["items"][0];
    assert_eq!(first["label"], "delay", "{first}");
    assert_eq!(first["textEdit"]["range"]["start"], json!({ "line": 1, "character": 2 }));
    client.leave().await;
}

#[tokio::test]
async fn deleting_a_letter_brings_the_suggestion_back() {
    let mut client = Client::start(Script::Say(LINE)).await;
    client.open(URI, LOOP).await;
    ghost(&mut client, 1, 2).await;
    insert(&mut client, 2, (1, 2), "di").await;
    // Another word, with another suggestion; then back.
    insert(&mut client, 3, (1, 4), "x").await;
    ghost(&mut client, 1, 5).await;
    assert_eq!(client.n_started(), 2);
    let range = json!({ "start": { "line": 1, "character": 4 }, "end": { "line": 1, "character": 5 } });
    client.notify("textDocument/didChange", change(URI, 4, &range, "")).await;
    assert_eq!(ghost(&mut client, 1, 4).await.as_deref(), Some(&LINE[2..]));
    assert_eq!(client.n_started(), 2);
    client.leave().await;
}

#[tokio::test]
async fn brackets_that_the_editor_closes_do_not_end_a_suggestion() {
    let mut client = Client::start(Script::Say(LINE)).await;
    client.open(URI, LOOP).await;
    ghost(&mut client, 1, 2).await;
    insert(&mut client, 2, (1, 2), "digitalWrite()").await;
    assert_eq!(ghost(&mut client, 1, 15).await.as_deref(), Some("4, HIGH"));
    assert_eq!(client.n_started(), 1);
    client.leave().await;
}

#[tokio::test]
async fn a_keystroke_brings_none_where_it_would_disturb_but_a_person_may_ask() {
    let mut client = Client::start(Script::Say("x")).await;
    let text = "// blinks \nvoid loop() { foo(a, 1234567890); }\nString s = \"a\";\n";
    client.open(URI, text).await;
    for (line, character) in [(0, 10), (1, 19), (2, 13), (1, 3)] {
        assert_eq!(ghost(&mut client, line, character).await, None, "{line}:{character}");
    }
    assert_eq!(client.n_started(), 0);
    let answer = client.request("textDocument/inlineCompletion", inline_params(URI, 0, 10, true)).await;
    assert_eq!(answer["result"]["items"][0]["insertText"], json!("x"));
    client.leave().await;
}

#[tokio::test]
async fn the_next_keystroke_is_answered_at_once_also_when_the_model_does_not_listen() {
    let mut client = Client::start(Script::Deaf).await;
    client.open(URI, LOOP).await;
    let first = client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 2, false)).await;
    client.wait_until_running(1).await;
    let waiting = client.send_request("textDocument/inlineCompletion", inline_params(URI, 1, 2, false)).await;
    assert_eq!(client.answer(first).await["error"]["code"], json!(-32800));
    insert(&mut client, 2, (1, 2), "d").await;
    // The one that only waits is of no use either.
    assert_eq!(client.answer(waiting).await["error"]["code"], json!(-32800));
    assert_eq!((client.n_started(), client.n_stopped()), (1, 0), "it still thinks");
    client.release();
    client.leave().await;
    client.assert_each_request_had_one_answer();
}

#[tokio::test]
async fn the_next_line_is_computed_ahead_once_after_acceptance() {
    let mut client = Client::start(Script::Say(LINE)).await;
    client.open(URI, LOOP).await;
    ghost(&mut client, 1, 2).await;
    insert(&mut client, 2, (1, 2), LINE).await;
    // Nobody asked for this one.
    client.wait_until_stopped(2).await;
    let end = 2 + LINE.len() as u32;
    insert(&mut client, 3, (1, end), "\n  ").await;
    // It is put down right after the model stops.
    let start = Instant::now();
    let mut found = ghost(&mut client, 2, 2).await;
    while found.is_none() && start.elapsed() < Duration::from_secs(60) {
        found = ghost(&mut client, 2, 2).await;
    }
    assert_eq!(found.as_deref(), Some(LINE));
    assert!(client.n_started() <= 3, "once ahead, and at most once because it was not there yet: {}", client.n_started());
    client.leave().await;
}

#[tokio::test]
async fn what_is_computed_ahead_stops_at_the_next_keystroke() {
    let mut client = Client::start(Script::SayOnce(LINE)).await;
    client.open(URI, LOOP).await;
    ghost(&mut client, 1, 2).await;
    insert(&mut client, 2, (1, 2), LINE).await;
    client.wait_until_running(2).await;
    insert(&mut client, 3, (1, 2 + LINE.len() as u32), " ").await;
    client.wait_until_stopped(2).await;
    client.request("textDocument/hover", at(URI, 0, 0)).await;
    assert_eq!(client.n_started(), 2, "nobody begins it again");
    client.leave().await;
}

#[tokio::test]
async fn a_request_goes_before_what_is_computed_ahead() {
    let mut client = Client::start(Script::SayOnce(LINE)).await;
    client.open(URI, LOOP).await;
    ghost(&mut client, 1, 2).await;
    insert(&mut client, 2, (1, 2), LINE).await;
    client.wait_until_running(2).await;
    let id = client.send_request("textDocument/inlineCompletion", inline_params(URI, 0, 13, false)).await;
    client.wait_until_running(3).await;
    client.notify("$/cancelRequest", json!({ "id": id })).await;
    client.answer(id).await;
    // Then it is its turn again.
    client.wait_until_running(4).await;
    client.leave().await;
    client.assert_each_request_had_one_answer();
}

#[tokio::test]
async fn accepting_is_counted_once_whoever_tells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stats.json");
    let mut client = counted(Script::Say(LINE), &path).await;
    let item = item(&mut client, 1, 2).await;
    assert_eq!(item["command"]["command"], json!("boardwise.accepted"));
    insert(&mut client, 2, (1, 2), LINE).await;
    let params = json!({ "command": "boardwise.accepted", "arguments": item["command"]["arguments"] });
    let answer = client.request("workspace/executeCommand", params).await;
    assert_eq!(answer["result"], json!(null), "{answer}");
    client.leave().await;
    assert_eq!(counts(&path), Counts { shown: 1, accepted: 1, characters: LINE.len() as i64, ..Counts::default() });
}

#[tokio::test]
async fn dismissed_typed_and_taken_in_part_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stats.json");
    let mut client = counted(Script::Say(LINE), &path).await;
    // Dismissed.
    ghost(&mut client, 1, 2).await;
    insert(&mut client, 2, (1, 2), "x").await;
    // Taken in part: a word at once, then something else.
    ghost(&mut client, 1, 3).await;
    insert(&mut client, 3, (1, 3), "digitalWrite").await;
    assert_eq!(ghost(&mut client, 1, 15).await.as_deref(), Some("(4, HIGH);"));
    insert(&mut client, 4, (1, 15), ".").await;
    // Typed by hand.
    ghost(&mut client, 1, 16).await;
    for n_typed in 1..=LINE.len() {
        insert(&mut client, 4 + n_typed, (1, 15 + n_typed as u32), &LINE[n_typed - 1..n_typed]).await;
    }
    client.leave().await;
    let expected = Counts { shown: 3, accepted: 0, accepted_in_part: 1, typed: 1, dismissed: 1, characters: 12 };
    assert_eq!(counts(&path), expected);
}

/// Helix ends the process when it has the answer, without waiting for its end.
#[tokio::test]
async fn counts_are_written_before_a_shutdown_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stats.json");
    let mut client = counted(Script::Say(LINE), &path).await;
    ghost(&mut client, 1, 2).await;
    client.request("shutdown", json!(null)).await;
    assert_eq!((counts(&path).shown, counts(&path).dismissed), (1, 1));
}

#[tokio::test]
async fn nothing_is_counted_when_the_user_does_not_want_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stats.json");
    let mut client = Client::connect_with(Script::Say(LINE), Settings::standard(), Some(path.clone()));
    client.initialize(json!({ "textDocument": { "inlineCompletion": {} } }), json!({ "boardwise": { "stats": false } })).await;
    client.open(URI, LOOP).await;
    ghost(&mut client, 1, 2).await;
    client.leave().await;
    assert!(!path.exists());
}

#[tokio::test]
async fn a_client_without_ghost_text_finds_the_suggestion_when_it_first_asks() {
    let capabilities = json!({ "textDocument": { "completion": {} } });
    let mut client = Client::start_with(Script::Say("italWrite(4, HIGH);"), capabilities, json!(null)).await;
    client.open(URI, LOOP).await;
    insert(&mut client, 2, (1, 2), "dig").await;
    client.wait_until_stopped(1).await;
    // It is put down right after the model stops.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let answer = client.request("textDocument/completion", at(URI, 1, 5)).await;
    let items = answer["result"]["items"].as_array().unwrap().clone();
    let item = items.iter().find(|it| it["detail"] == json!("suggestion of the model")).expect("the suggestion");
    assert_eq!(item["textEdit"]["newText"], json!("digitalWrite(4, HIGH);"));
    assert_eq!(item["command"]["command"], json!("boardwise.accepted"));
    client.leave().await;
}

#[tokio::test]
async fn a_suggestion_goes_on_from_the_item_that_is_selected_in_the_popup() {
    let mut client = Client::start(Script::Say("(4, HIGH);")).await;
    client.open(URI, "void loop() {\n  dig\n}\n").await;
    let mut params = inline_params(URI, 1, 5, false);
    let range = json!({ "start": { "line": 1, "character": 2 }, "end": { "line": 1, "character": 5 } });
    params["context"]["selectedCompletionInfo"] = json!({ "range": range, "text": "digitalWrite" });
    for n_asked in 1..=2 {
        let answer = client.request("textDocument/inlineCompletion", params.clone()).await;
        let item = &answer["result"]["items"][0];
        assert_eq!(item["insertText"], json!(LINE), "{answer}");
        assert_eq!(item["range"]["end"], range["end"]);
        assert_eq!(client.n_started(), 1, "asked {n_asked} times");
    }
    client.leave().await;
}

#[tokio::test]
async fn a_suggestion_and_a_finding_are_explained() {
    let mut client = Client::start(Script::Say(LINE)).await;
    client.open(URI, "// board: esp32dev\nvoid loop() {\n  pinMode(34, OUTPUT);\n  \n}\n").await;
    let explained = client.request("boardwise/explain", at(URI, 2, 11)).await;
    assert_eq!(explained["result"]["rules"], json!(["input-only-pin-driven"]));
    assert_eq!(explained["result"]["suggestion"], json!(null));
    ghost(&mut client, 3, 2).await;
    let explained = client.request("boardwise/explain", at(URI, 3, 2)).await;
    assert_eq!(explained["result"]["suggestion"], json!(LINE));
    assert!(explained["result"]["markdown"].as_str().unwrap().contains(LINE));
    // The one that was just accepted, too.
    insert(&mut client, 2, (3, 2), LINE).await;
    let explained = client.request("boardwise/explain", at(URI, 3, 8)).await;
    assert_eq!(explained["result"]["suggestion"], json!(LINE));
    client.leave().await;
}

const WISH: &str =
    "// board: uno\nvoid setup() {\n  Serial.begin(9600);\n}\n\nvoid loop() {\n  // boardwise: blink an LED on pin 5 every 2 s\n}\n";

/// The text after the edits of a workspace edit, none of which may overlap.
fn applied(text: &str, edit: &Value) -> String {
    let edits = edit["changes"][URI].as_array().or_else(|| edit["documentChanges"][0]["edits"].as_array()).expect("edits");
    let offset = |place: &Value| {
        let line: usize = text.split_inclusive('\n').take(place["line"].as_u64().unwrap() as usize).map(str::len).sum();
        line + place["character"].as_u64().unwrap() as usize
    };
    let mut edits: Vec<_> =
        edits.iter().map(|it| (offset(&it["range"]["start"]), offset(&it["range"]["end"]), it["newText"].as_str().unwrap())).collect();
    edits.sort_by_key(|it| std::cmp::Reverse((it.0, it.1)));
    let mut text = text.to_owned();
    let mut end = text.len();
    for edit in edits {
        assert!(edit.1 <= end, "edits overlap");
        text.replace_range(edit.0..edit.1, edit.2);
        end = edit.0;
    }
    text
}

#[tokio::test]
async fn a_wish_in_a_comment_becomes_one_edit() {
    let capabilities = json!({ "window": { "workDoneProgress": true }, "workspace": { "workspaceEdit": { "documentChanges": true } } });
    let mut client = Client::start_with(Script::Say("x"), capabilities, json!(null)).await;
    client.open(URI, WISH).await;
    let range = json!({ "start": { "line": 6, "character": 0 }, "end": { "line": 6, "character": 0 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
    let actions = client.request("textDocument/codeAction", params).await;
    let action = &actions["result"][0];
    assert_eq!(action["title"], json!("Generate: blink an LED on pin 5 every 2 s"), "{actions}");
    let command = &action["command"];
    let id =
        client.send_request("workspace/executeCommand", json!({ "command": command["command"], "arguments": command["arguments"] })).await;
    // The client is asked to apply it, and answers.
    let create = client.notification("window/workDoneProgress/create").await;
    client.reply(&create, json!(null)).await;
    let apply = client.notification("workspace/applyEdit").await;
    let text = applied(WISH, &apply["params"]["edit"]);
    assert!(text.contains("pinMode(") && text.contains("2000") && !text.contains("boardwise: blink"), "{text}");
    assert!(text.contains("  Serial.begin(9600);\n") && text.matches("void loop()").count() == 1, "{text}");
    client.reply(&apply, json!({ "applied": true })).await;
    let answer = client.answer(id).await;
    assert_eq!(answer["result"]["applied"], json!(true), "{answer}");
    assert_eq!(answer["result"]["pins"][0]["pin"], json!(5));
    let kinds: Vec<Value> = client.all("$/progress").iter().map(|it| it["params"]["value"]["kind"].clone()).collect();
    assert_eq!(kinds, [json!("begin"), json!("end")]);
    client.leave().await;
}

#[tokio::test]
async fn a_typed_wish_is_answered_and_refusals_say_why() {
    let mut client = Client::start(Script::Say("x")).await;
    client.open(URI, "// board: uno\nvoid setup() {\n}\n\nvoid loop() {\n}\n").await;
    let ask =
        |task: &str| json!({ "textDocument": { "uri": URI }, "position": { "line": 5, "character": 0 }, "task": task, "apply": false });
    let answer = client.request("boardwise/generate", ask("read a potentiometer on A0")).await;
    assert_eq!(answer["result"]["applied"], json!(false), "{answer}");
    assert!(answer["result"]["edit"].to_string().contains("analogRead"), "{answer}");
    let answer = client.request("boardwise/generate", ask("connect to Wi-Fi")).await;
    assert!(answer["result"]["refused"]["reason"].is_string() && answer["result"]["edit"].is_null(), "{answer}");
    let answer = client.request("boardwise/generate", ask("")).await;
    assert!(answer["result"]["refused"]["reason"].is_string(), "{answer}");
    client.leave().await;
}

#[tokio::test]
async fn everything_but_the_model_answers_while_it_loads_and_it_is_warmed_up() {
    let mut client = Client::start(Script::LoadSlowly(LINE)).await;
    client.open(URI, "void loop() {\n  dig\n}\n").await;
    assert!(client.request("textDocument/completion", at(URI, 1, 5)).await["result"]["items"].is_array());
    let status = client.request("boardwise/status", json!({})).await;
    assert_eq!(status["result"]["model"]["state"], json!("loading"));
    client.release();
    client.wait_until_warm().await;
    assert_eq!(ghost(&mut client, 1, 5).await.as_deref(), Some(LINE));
    client.leave().await;
}

#[tokio::test]
async fn the_editors_settings_leave_the_command_line_and_the_project_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("boardwise.toml"), "board = \"pico\"\n").unwrap();
    let sketch = folder.path().join("blink.ino");
    let uri = format!("file://{}", sketch.display());
    let board_of = async |client: &mut Client| {
        let status = client.request("boardwise/status", json!({ "textDocument": { "uri": uri } })).await;
        status["result"]["board"].clone()
    };
    let flags = Settings { board: Some("uno".to_owned()), ..Settings::standard() };
    for (settings, expected) in [(Settings::standard(), "pico"), (flags, "uno")] {
        let mut client = Client::connect_with(Script::Say("x"), settings, None);
        client.initialize(json!({}), json!({ "boardwise": { "board": "", "inline": true } })).await;
        client.open(&uri, LOOP).await;
        assert_eq!(board_of(&mut client).await, json!(expected));
        let all = json!({ "settings": { "boardwise": { "board": null, "runtime": "", "multiline": false, "allow": [] } } });
        client.notify("workspace/didChangeConfiguration", all).await;
        assert_eq!(board_of(&mut client).await, json!(expected));
        client.leave().await;
    }
}

#[tokio::test]
async fn a_source_file_is_read_again_when_its_project_file_appears() {
    for (watched, file, text) in [
        (true, "platformio.ini", "[env:a]\nplatform = espressif32\nframework = arduino\nboard = esp32dev\n"),
        (false, "boardwise.toml", "board = \"esp32dev\"\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let uri = format!("file://{}", folder.path().join("main.cpp").display());
        let mut client = Client::start(Script::Say("x")).await;
        client.open(&uri, "void setup() {\n  pinMode(3, OUTPUT);\n}\n").await;
        // An edit before it is ours must not be lost.
        let range = json!({ "start": { "line": 1, "character": 11 }, "end": { "line": 1, "character": 11 } });
        client.notify("textDocument/didChange", change(&uri, 2, &range, "4")).await;
        assert_eq!(client.request("textDocument/hover", at(&uri, 1, 4)).await["result"], json!(null));
        assert_eq!(client.count_of("textDocument/publishDiagnostics"), 0);
        std::fs::write(folder.path().join(file), text).unwrap();
        if watched {
            client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] })).await;
        } else {
            // The server looks by itself, but not at every keystroke.
            let start = Instant::now();
            while client.request("textDocument/hover", at(&uri, 1, 4)).await["result"].is_null() {
                assert!(start.elapsed() < Duration::from_secs(60), "never read again");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        let found = client.notification("textDocument/publishDiagnostics").await;
        assert_eq!(found["params"]["version"], json!(2));
        let message = found["params"]["diagnostics"][0]["message"].as_str().unwrap_or_default();
        assert!(message.contains("34"), "{found}");
        client.leave().await;
    }
}
