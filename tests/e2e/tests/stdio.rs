//! The built program over its standard input and output.

use anyhow::{Context, Result};
use e2e::{Folder, Session};
use serde_json::{Value, json};

const SKETCH: &str = "void setup() {\n  pinMode(34, OUTPUT);\n}\n\nvoid loop() {\n  \n}\n";

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

/// The errors of a document, as soon as there are any, or as soon as there are none.
fn errors(session: &mut Session, uri: &str, any: bool) -> Result<Vec<Value>> {
    let errors_of = |params: &Value| -> Vec<Value> {
        let all = params["diagnostics"].as_array().cloned().unwrap_or_default();
        all.into_iter().filter(|it| it["severity"] == json!(1)).collect()
    };
    let params = session
        .notification("textDocument/publishDiagnostics", |params| params["uri"] == json!(uri) && errors_of(params).is_empty() != any)?;
    Ok(errors_of(&params))
}

#[test]
fn an_input_only_pin_is_found_and_fixed() -> Result<()> {
    let project = Folder::new("fix", &[("boardwise.toml", "board = \"esp32dev\"\n"), ("sketch.ino", SKETCH)])?;
    let uri = project.uri("sketch.ino");
    let mut session = Session::start(&Value::Null)?;
    session.open(&uri, "cpp", SKETCH)?;

    let found = errors(&mut session, &uri, true)?;
    assert_eq!(found[0]["source"], json!("boardwise"));
    assert_eq!(found[0]["range"]["start"]["line"], json!(1));
    assert!(found[0]["code"].is_string(), "{found:?}");

    let status = session.request("boardwise/status", &json!({ "textDocument": { "uri": uri } }))?;
    assert_eq!(status["board"], json!("esp32dev"));
    assert_eq!(status["chip"], json!("esp32"));

    let params = json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": found } });
    let actions = session.request("textDocument/codeAction", &params)?;
    let preferred =
        actions.as_array().and_then(|actions| actions.iter().find(|it| it["isPreferred"] == json!(true))).context("a preferred fix")?;
    let edits = preferred["edit"]["changes"][&uri].as_array().context("edits")?;
    let changes: Vec<Value> = edits.iter().map(|it| json!({ "range": it["range"], "text": it["newText"] })).collect();
    session.notify("textDocument/didChange", &json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": changes }))?;
    errors(&mut session, &uri, false)?;

    assert!(session.leave()?.success());
    Ok(())
}

#[test]
fn tables_answer_at_once() -> Result<()> {
    let project = Folder::new("tables", &[("boardwise.toml", "board = \"esp32dev\"\n"), ("sketch.ino", SKETCH)])?;
    let uri = project.uri("sketch.ino");
    let mut session = Session::start(&Value::Null)?;
    session.open(&uri, "cpp", SKETCH)?;

    let hover = session.request("textDocument/hover", &at(&uri, 1, 4))?;
    assert!(hover["contents"]["value"].as_str().is_some_and(|it| it.contains("pinMode")), "{hover}");

    let help = session.request("textDocument/signatureHelp", &at(&uri, 1, 14))?;
    assert_eq!(help["activeParameter"], json!(1), "{help}");

    let items = session.request("textDocument/completion", &at(&uri, 5, 2))?;
    let has = |name: &str| items["items"].as_array().is_some_and(|it| it.iter().any(|it| it["label"] == json!(name)));
    assert!(has("digitalWrite"), "{items}");

    let mut params = at(&uri, 5, 2);
    params["context"] = json!({ "triggerKind": 1 });
    let answer = session.request("textDocument/inlineCompletion", &params)?;
    assert!(answer["items"].is_array(), "{answer}");
    assert!(session.leave()?.success());
    Ok(())
}

#[test]
fn a_project_file_that_changes_changes_the_board() -> Result<()> {
    let project = Folder::new("board", &[("boardwise.toml", "board = \"esp32dev\"\n"), ("sketch.ino", SKETCH)])?;
    let uri = project.uri("sketch.ino");
    let mut session = Session::start(&Value::Null)?;
    session.open(&uri, "cpp", SKETCH)?;
    errors(&mut session, &uri, true)?;
    // Pin 34 of a Mega drives outputs like any other.
    std::fs::write(project.path().join("boardwise.toml"), "board = \"megaatmega2560\"\n")?;
    session.notify("workspace/didChangeWatchedFiles", &json!({ "changes": [] }))?;
    errors(&mut session, &uri, false)?;
    let status = session.request("boardwise/status", &json!({ "textDocument": { "uri": uri } }))?;
    assert_eq!(status["board"], json!("megaatmega2560"));
    assert!(session.leave()?.success());
    Ok(())
}

#[test]
fn a_missing_model_file_leaves_the_checks_alone() -> Result<()> {
    let project = Folder::new("model", &[("boardwise.toml", "board = \"esp32dev\"\n"), ("sketch.ino", SKETCH)])?;
    let uri = project.uri("sketch.ino");
    let model = project.path().join("no-such-model.gguf");
    let mut session = Session::start(&json!({ "model": model }))?;
    session.open(&uri, "cpp", SKETCH)?;
    let shown = session.notification("window/showMessage", |_| true)?;
    assert!(shown["message"].as_str().is_some_and(|it| it.contains("no-such-model")), "{shown}");
    errors(&mut session, &uri, true)?;
    assert!(session.leave()?.success());
    Ok(())
}

#[test]
fn an_unknown_board_is_said_once() -> Result<()> {
    let project = Folder::new("unknown", &[("boardwise.toml", "board = \"esp32dve\"\n"), ("sketch.ino", SKETCH)])?;
    let uri = project.uri("sketch.ino");
    let mut session = Session::start(&Value::Null)?;
    session.open(&uri, "cpp", SKETCH)?;
    let shown = session.notification("window/showMessage", |params| params.to_string().contains("esp32dve"))?;
    assert!(shown["message"].as_str().is_some_and(|it| !it.contains('\n')), "{shown}");
    assert!(session.leave()?.success());
    Ok(())
}

#[test]
fn leaving_without_shutdown_is_status_1() -> Result<()> {
    let mut session = Session::start(&Value::Null)?;
    session.notify("exit", &Value::Null)?;
    assert_eq!(session.exit_status()?.code(), Some(1));
    Ok(())
}

#[test]
fn a_client_that_dies_leaves_no_orphan() -> Result<()> {
    let mut session = Session::start(&Value::Null)?;
    session.hang_up();
    assert_eq!(session.exit_status()?.code(), Some(1));

    let mut session = Session::spawn(&[])?;
    session.hang_up();
    assert_eq!(session.exit_status()?.code(), Some(1));
    Ok(())
}
