//! A wait inside a callback of a timer or an asynchronous server.
//!
//! Why: These callbacks run in the context of the network or of a timer. There delay() and yield()
//! panic on an ESP8266; on an ESP32 everything else in that context stops. Instead: set a flag in
//! the callback and do the work in loop().
//!
//! Source: ESPAsyncWebServer,
//! https://github.com/me-no-dev/ESPAsyncWebServer#important-things-to-remember

use boards::{Family, Target};
use document::Span;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "waiting-in-callback",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A wait inside a callback of a timer or an asynchronous server.",
    why: "These callbacks run in the context of the network or of a timer. There delay() and yield() panic on an ESP8266; on an ESP32 everything else in that context stops.",
    instead: "Set a flag in the callback and do the work in loop().",
    wrong: "//- /web.ino board:nodemcuv2
#include <ESPAsyncWebServer.h>
AsyncWebServer server(80);
void page(AsyncWebServerRequest *request) { delay(10); request->send(200); }
void setup() { server.on(\"/\", HTTP_GET, page); }
void loop() {}
",
    right: "//- /web.ino board:nodemcuv2
#include <ESPAsyncWebServer.h>
AsyncWebServer server(80);
void page(AsyncWebServerRequest *request) { request->send(200); }
void setup() { server.on(\"/\", HTTP_GET, page); }
void loop() {}
",
    source: "https://github.com/me-no-dev/ESPAsyncWebServer#important-things-to-remember",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if !matches!(target.chip.family, Family::Esp8266 | Family::Esp32) {
        return;
    }
    let mut bodies: Vec<(Node, &str)> = Vec::new();
    for kind in ["function_definition", "lambda_expression"] {
        for node in context.certain_nodes(kind) {
            let head = context.text_of(node).split('{').next().unwrap_or_default();
            if head.contains("AsyncWebServerRequest") || head.contains("AsyncWebSocketClient") {
                bodies.push((node, "the asynchronous server"));
            }
        }
    }
    for call in ["attach", "attach_ms", "once", "once_ms"].iter().flat_map(|name| context.calls_named(name)) {
        if call.receiver_type.as_deref() == Some("Ticker")
            && let Some(function) = call.arguments.get(1).and_then(|handler| context.function(handler.text.trim_start_matches('&')))
        {
            bodies.push((function, "a Ticker"));
        }
    }
    for (body, what) in bodies {
        let waits = context.calls_in(Span::from(body)).find(|call| {
            call.receiver.is_none()
                && matches!(call.name.as_str(), "delay" | "yield")
                && !context.declares(&call.name)
                && context.is_certain(call.span)
        });
        // Before a restart nobody minds.
        let restarts = target.chip.family == Family::Esp32 && context.slice(Span::from(body)).contains("ESP.restart");
        if let Some(call) = waits.filter(|_| !restarts) {
            findings.push(
                RULE.at(call.span, format!("{} waits inside a callback of {what}", call.name))
                    .evidence(target, Evidence::api(target, "callbacks run outside of loop()")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn tickers_and_lambdas() {
        check(
            "nodemcuv2",
            "#include <Ticker.h>\nTicker t;\nvoid f() { delay(5); }\nvoid setup() { t.attach(1, f); }\nvoid loop() { delay(5); }",
            "waiting-in-callback warning delay(5)",
        );
        check(
            "esp32dev",
            "void setup() { server.on(\"/\", [](AsyncWebServerRequest *r) { delay(1); }); }",
            "waiting-in-callback warning delay(1)",
        );
    }
}
