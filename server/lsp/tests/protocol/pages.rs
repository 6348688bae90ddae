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
