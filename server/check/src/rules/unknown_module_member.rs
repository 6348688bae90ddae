//! A member that a module or class of this runtime does not have.
//!
//! Why: MicroPython ports differ: `machine.TouchPad` is on ESP32 only, `PWM.duty` not on the RP2; what
//! one board's tutorial uses raises `AttributeError` on another. In C++ the sketch does not compile.
//! Told only where the tables list every member. Instead: what the runtime does have.
//!
//! Source: name tables of the firmware; headers of the core.

use boards::{Api, Target};
use document::{Language, Span};

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "unknown-module-member",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A member that the module or class does not have in this runtime.",
    why: "This runtime has no such member.",
    instead: "Use what the runtime does have.",
    wrong: "#- /fade.py board:pico
from machine import Pin, PWM
led = PWM(Pin(25))
led.duty(512)
",
    right: "#- /fade.py board:pico
from machine import Pin, PWM
led = PWM(Pin(25))
led.duty_u16(32768)
",
    source: "https://docs.micropython.org/en/latest/library/machine.PWM.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    let imports =
        context.facts.imports.iter().filter(|import| !import.conditional && !import.local && context.is_certain(import.span)).flat_map(
            |import| {
                import.names.iter().filter(|(name, _)| name != "*").filter_map(|(name, _)| {
                    let text = &context.text[import.span.start..import.span.end];
                    let at = import.span.start + text.rfind(name.as_str())?;
                    Some((import.module.as_str(), name.as_str(), Span::new(at, at + name.len())))
                })
            },
        );
    let members = context
        .facts
        .members
        .iter()
        .filter(|access| !access.conditional && context.is_certain(access.member_span))
        .filter_map(|access| Some((access.receiver_type.as_deref()?, access.member.as_str(), access.member_span)));
    let includes = |header: &str| context.facts.imports.iter().any(|import| import.module == header && !import.local);
    let calls = context.calls().filter_map(|call| {
        // A variable or class of the document may hide a global object of the same name.
        let receiver = call.receiver.as_deref()?;
        let hidden = context.snapshot.language == Language::Arduino && context.declares(receiver) && call.receiver_type.is_none();
        let owner = call.receiver_type.as_deref().or_else(|| api.object(receiver)).filter(|_| !hidden)?;
        // Another library may bring an object of the same name: EEPROMex has an `EEPROM` of its own.
        let is_ours = |name: &str| api.provided_by(name).is_none_or(|header| header.is_empty() || includes(header));
        if context.snapshot.language == Language::Arduino && !(is_ours(receiver) && is_ours(owner)) {
            return None;
        }
        // A member of another file's class: several classes have one of this name, of different types.
        if call.receiver_type.is_some() && !has_one_type(context, receiver, owner) {
            return None;
        }
        Some((owner, call.name.as_str(), call.name_span))
    });
    for (owner, member, span) in imports.chain(members).chain(calls) {
        if lacks(api, owner, member)
            && !declares_type(context, owner)
            && !member.starts_with("__")
            && (api.module(owner).is_some() || is_versioned_with_core(api, owner) || is_slip(api, owner, member))
        {
            findings.push(report(context, target, owner, member, span));
        }
    }
}

/// Whether every variable of this name in the document is of this type, and there is one.
fn has_one_type(context: &Context, receiver: &str, owner: &str) -> bool {
    if context.snapshot.language != Language::Arduino {
        return true;
    }
    let name = receiver.rsplit(['.', '>', ':']).next().unwrap_or(receiver);
    let mut named = context.facts.declarations.iter().filter(|declaration| declaration.name == name).peekable();
    named.peek().is_some()
        && named.all(|declaration| {
            declaration
                .type_name
                .as_deref()
                .is_some_and(|kind| kind.trim_end_matches([' ', '&', '*']).ends_with(owner) && !kind.contains('<'))
        })
}

/// Whether the core, or what comes with it, declares the class. Another library may be of another version than
/// the tables' one, and of a project's own classes a condition, a macro or a template may hide a part.
fn is_versioned_with_core(api: &Api, owner: &str) -> bool {
    let is_own =
        std::iter::once(owner).chain(api.lineage(owner).into_iter().map(|class| class.name.as_str())).any(|name| api.is_of_project(name));
    let module = owner.split('.').next().unwrap_or(owner);
    let header = api.declared_in(owner).unwrap_or_default();
    !is_own && !api.is_of_project(module) && (header.is_empty() || api.library(header).is_none_or(|library| library.bundled))
}

/// Whether one letter turns the member into a known one.
fn is_slip(api: &Api, owner: &str, member: &str) -> bool {
    let known = api.lineage(owner).into_iter().flat_map(|class| &class.members).map(|known| known.name.as_str());
    let is_near = |known: &str| {
        // `getX` and `getY`, `readU8` and `readU16` are different things.
        let letters = |name: &str| name.bytes().filter(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()).collect::<Vec<_>>();
        words::distance(known, member) == 1 && letters(known) == letters(member) && !known.ends_with(member) && !member.ends_with(known)
    };
    member.len() >= 3 && known.into_iter().any(is_near)
}

/// Modules that the firmware carries as Python: a file of the same name on the board goes before
/// them, and several libraries come as such a file.
const REPLACEABLE: [&str; 14] = [
    "aioespnow",
    "apa106",
    "asyncio",
    "dht",
    "ds18x20",
    "espnow",
    "neopixel",
    "ntptime",
    "onewire",
    "requests",
    "ssd1306",
    "uasyncio",
    "upysh",
    "urequests",
];

/// Whether the tables know every member of the owner, and this is none of them.
fn lacks(api: &Api, owner: &str, member: &str) -> bool {
    if REPLACEABLE.contains(&owner.split('.').next().unwrap_or(owner)) || api.hides(owner, member) {
        return false;
    }
    if let Some(module) = api.module(owner) {
        let is_submodule = api.module(&format!("{owner}.{member}")).is_some();
        return module.complete && !is_submodule && api.module_member(owner, member).is_none();
    }
    api.class_is_complete(owner) && api.class_member(owner, member).is_none()
}

/// Whether the document has a class of its own under this name.
fn declares_type(context: &Context, owner: &str) -> bool {
    context
        .facts
        .declarations
        .iter()
        .any(|declaration| declaration.name == owner && declaration.kind == document::facts::DeclarationKind::Type)
}

fn report(context: &Context, target: &Target, owner: &str, member: &str, span: Span) -> Finding {
    let api = &target.runtime.api;
    let known: Vec<&str> = match api.module(owner) {
        Some(module) => module.members.iter().map(|member| member.name.as_str()).collect(),
        None => api.lineage(owner).into_iter().flat_map(|class| &class.members).map(|member| member.name.as_str()).collect(),
    };
    // A chip may lack what others under the same runtime have.
    let known: Vec<&str> = known.into_iter().filter(|name| *name != member).collect();
    let near = words::lookalikes(member, known.iter().copied());
    let help = match (substitute(owner, member).filter(|name| known.contains(name)), near.as_slice()) {
        (Some(name), _) => format!("Use {name}."),
        (None, []) => format!(
            "{owner} has {}.",
            words::list(&known.iter().filter(|name| !name.starts_with('_')).map(ToString::to_string).collect::<Vec<_>>(), 12)
        ),
        (None, near) => format!("Did you mean {}?", near.join(" or ")),
    };
    let fix = match near.as_slice() {
        [only] if substitute(owner, member).is_none() => {
            Some(Fix { title: format!("Write {only}"), edits: vec![Edit { span, text: (*only).to_owned() }] })
        }
        _ => None,
    };
    let why = match context.snapshot.language {
        Language::Arduino => "The class declares no such member: the sketch does not compile.",
        Language::MicroPython => "The firmware has no such name: the line raises an exception.",
    };
    let message = if api.is_lacking(&format!("{owner}.{member}")) {
        format!("{owner} has no {member} on {}", words::board(target))
    } else {
        format!("{owner} has no {member} in {}", target.runtime.coordinate())
    };
    RULE.at(span, message)
        .why(why)
        .help(help)
        .evidence(target, Evidence::api(target, format!("{owner} has {} members; {member} is not among them", known.len())))
        .fix(fix)
}

/// What takes the place of a name that other ports have.
fn substitute(owner: &str, member: &str) -> Option<&'static str> {
    match (owner, member) {
        ("machine.PWM", "duty") => Some("duty_u16"),
        ("machine.ADC", "read") => Some("read_u16"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn imports_are_members_too() {
        check("pico", "from machine import Pin, TouchPad\n", "unknown-module-member error TouchPad");
        check("esp32dev", "from machine import Pin, TouchPad\n", "");
    }

    #[test]
    fn files_on_the_board_go_before_frozen_modules() {
        check("pico", "from neopixel import Neopixel\n", "");
    }

    #[test]
    fn imports_that_may_fail_are_silent() {
        check("pico", "try:\n    from machine import TouchPad\nexcept ImportError:\n    TouchPad = None\n", "");
    }

    #[test]
    fn constants_of_a_class() {
        check("pico", "from machine import Pin\nled = Pin(25, Pin.OUTPUT)\n", "unknown-module-member error OUTPUT");
    }

    #[test]
    fn another_library_may_bring_the_object() {
        check("uno", "#include <EEPROMex.h>\nvoid setup() { EEPROM.writeInt(0, 1); }", "");
        check("uno", "#include <EEPROM.h>\nvoid setup() { EEPROM.writeInt(0, 1); }", "unknown-module-member error writeInt");
    }

    #[test]
    fn objects_of_the_arduino_core() {
        check("uno", "void setup() { Serial.begn(9600); }", "unknown-module-member error begn");
        assert_eq!(fixed("uno", "void setup() { Serial.printn(1); }\n").matches("print").count(), 1);
    }
}
