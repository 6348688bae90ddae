//! What people read: the list of boards, the page of a rule, what stands behind a place, the pin map.

use serde_json::json;

use crate::URI;
use crate::client::Client;
use crate::completer::Script;

const SKETCH: &str = "// board: esp32dev\nconst int LAMP = 34;\nvoid setup() { pinMode(LAMP, OUTPUT); }\nvoid loop() {}\n";

#[tokio::test]
async fn boards_are_listed_with_chip_family_and_names() {
    let mut client = Client::start(Script::EchoText).await;
    let answer = client.request("boardwise/boards", json!(null)).await;
    let boards = answer["result"]["boards"].as_array().unwrap();
    let pico = boards.iter().find(|board| board["id"] == "pico").unwrap();
    assert_eq!((pico["chip"].as_str(), pico["family"].as_str()), (Some("RP2040"), Some("rp2040")), "{pico}");
    assert!(pico["ids"].as_array().unwrap().contains(&json!("RPI_PICO")), "{pico}");
    client.leave().await;
}

#[tokio::test]
async fn a_place_and_a_rule_are_explained() {
    let mut client = Client::start(Script::EchoText).await;
    client.open(URI, SKETCH).await;
    let params = json!({ "textDocument": { "uri": URI }, "position": { "line": 2, "character": 24 } });
    let explained = client.request("boardwise/explain", params).await;
    let text = explained["result"]["markdown"].as_str().unwrap();
    assert!(text.contains("input-only-pin-driven") && text.contains("ESP32"), "{text}");
    let page = client.request("boardwise/rule", json!({ "name": "input-only-pin-driven" })).await;
    assert!(page["result"]["markdown"].as_str().unwrap().starts_with("# input-only-pin-driven"), "{page}");
    assert_eq!(client.request("boardwise/rule", json!({ "name": "nonsense" })).await["result"], json!(null));
    client.leave().await;
}

#[tokio::test]
async fn the_pin_map_is_drawn_on_request() {
    let mut client = Client::start(Script::EchoText).await;
    client.open(URI, SKETCH).await;
    let plain = client.request("boardwise/pinMap", json!({ "uri": URI })).await;
    assert!(plain["result"].get("svg").is_none(), "{plain}");
    let drawn = client.request("boardwise/pinMap", json!({ "uri": URI, "svg": true, "for": "servo" })).await;
    let svg = drawn["result"]["svg"][0].as_str().unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("bw-conflict") && svg.contains("bw-free"), "{svg}");
    assert_eq!(drawn["result"]["functions"][0], json!(["servo", "a servo"]));
    client.leave().await;
}

#[tokio::test]
async fn the_pin_map_covers_the_program_as_it_is_typed_and_the_others_of_the_project() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        format!("file://{}", path.display())
    };
    write("boardwise.toml", "board = \"esp32dev\"\n");
    let sketch = write("node/node.ino", "#include \"pins.h\"\nvoid setup() { pinMode(LAMP, OUTPUT); }\nvoid loop() {}\n");
    let header = write("node/pins.h", "#define LAMP 4\n");
    write("node/door.ino", "const int DOOR = 18;\nvoid door() { pinMode(DOOR, INPUT_PULLUP); }\n");
    write("hub/main.py", "from machine import Pin\nled = Pin(4, Pin.OUT)\n");
    let mut client = Client::start(Script::EchoText).await;
    client.open(&sketch, &std::fs::read_to_string(folder.path().join("node/node.ino")).unwrap()).await;
    client.open(&header, "#define LAMP 4\n").await;
    let used = |answer: &serde_json::Value| -> Vec<String> {
        let pins = answer["result"]["maps"][0]["pins"].as_array().unwrap().iter();
        pins.flat_map(|pin| {
            pin["uses"].as_array().unwrap().iter().map(|it| format!("{} {}:{}", pin["pin"], it["file"].as_str().unwrap(), it["line"]))
        })
        .collect()
    };
    let answer = client.request("boardwise/pinMap", json!({ "uri": sketch })).await;
    assert_eq!(used(&answer), ["4 node.ino:2", "18 door.ino:2"], "{answer}");
    // A header that is not saved counts, whichever file is looked at.
    let range = json!({ "start": { "line": 0, "character": 13 }, "end": { "line": 0, "character": 14 } });
    client.notify("textDocument/didChange", crate::change(&header, 2, &range, "18")).await;
    let answer = client.request("boardwise/pinMap", json!({ "uri": sketch })).await;
    assert_eq!(used(&answer), ["18 door.ino:2", "18 node.ino:2"], "{answer}");
    let pins = answer["result"]["maps"][0]["pins"].as_array().unwrap();
    let clash = pins.iter().find(|pin| pin["pin"] == 18).unwrap();
    assert!(clash["conflicts"][0]["text"].as_str().unwrap().contains("DOOR"), "{clash}");
    // The other program of the project, in the other language, whose files nobody has open.
    let programs = answer["result"]["programs"].as_array().unwrap();
    let names: Vec<_> = programs.iter().map(|it| (it["name"].as_str().unwrap(), it["language"].as_str().unwrap())).collect();
    assert_eq!(names, [("node", "arduino"), ("hub", "micropython")]);
    let answer = client.request("boardwise/pinMap", json!({ "uri": sketch, "program": programs[1]["id"] })).await;
    assert_eq!((answer["result"]["program"].as_u64(), used(&answer)), (Some(1), vec!["4 main.py:2".to_owned()]), "{answer}");
    client.leave().await;
}

#[tokio::test]
async fn code_for_other_boards_is_faded_where_the_client_can_and_the_user_wants_it() {
    let text = "// board: esp32dev\n#ifdef ESP8266\nint x = 1;\n#else\nint x = 2;\n#endif\nvoid setup() {}\nvoid loop() {}\n";
    let fades = json!({ "textDocument": { "publishDiagnostics": { "tagSupport": { "valueSet": [1] } } } });
    for (capabilities, options, expected) in
        [(fades.clone(), json!(null), 1), (fades, json!({ "fade": false }), 0), (json!({}), json!(null), 0)]
    {
        let mut client = Client::start_with(Script::EchoText, capabilities, options).await;
        client.open(URI, text).await;
        let found = client.notification("textDocument/publishDiagnostics").await["params"]["diagnostics"].clone();
        let found = found.as_array().unwrap();
        assert_eq!(found.len(), expected, "{found:?}");
        for faded in found {
            assert_eq!((faded["severity"].as_u64(), &faded["tags"]), (Some(4), &json!([1])), "{faded}");
            assert_eq!(faded["range"]["start"]["line"], json!(2), "{faded}");
            assert!(faded["message"].as_str().unwrap().contains("ESP32"), "{faded}");
        }
        client.leave().await;
    }
}
