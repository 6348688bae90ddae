//! Signature help: the call around the cursor and its overloads.

use boards::{Api, MemberKind, Signature};
use document::Span;
use document::facts::DeclarationKind;

use crate::Analysis;
use crate::hover::signature_text;

/// The call that the cursor is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureHelp {
    /// Overloads as text, with the byte ranges of their parameters in it.
    pub signatures: Vec<(String, Vec<Span>)>,
    /// Which overload fits best.
    pub active: usize,
    /// Index of the parameter under the cursor.
    pub parameter: usize,
}

/// How far back an open call is looked for, in bytes.
const WINDOW: usize = 2_000;

impl Analysis {
    /// Overloads of the innermost call around `offset`. Works on half-typed calls, which is where
    /// it is asked for: the tree has often lost them, so the text is scanned backwards.
    pub fn signature_help(&self, offset: usize) -> Option<SignatureHelp> {
        let target = self.target()?;
        let mut start = offset.saturating_sub(WINDOW);
        while self.snapshot.text.try_byte_to_char(start).is_ok_and(|c| self.snapshot.text.char_to_byte(c) != start) {
            start += 1;
        }
        let before = self.snapshot.slice(Span::new(start, offset));
        let (callee, parameter) = open_call(&before)?;
        let signatures = self.signatures_of(&target.runtime.api, callee)?;
        let rendered: Vec<(String, Vec<Span>)> = signatures.iter().map(|signature| render(callee, signature)).collect();
        let fits = |signature: &Signature| signature.max.is_none_or(|max| parameter < usize::from(max));
        let active = signatures.iter().position(fits).unwrap_or(0);
        Some(SignatureHelp { signatures: rendered, active, parameter })
    }

    fn signatures_of(&self, api: &Api, callee: &str) -> Option<Vec<Signature>> {
        let found = match callee.rsplit_once('.') {
            None => match api.function(callee) {
                Some(function) => function.signatures.clone(),
                None => self.imported_signatures(api, callee)?,
            },
            Some((receiver, name)) => {
                let class = api.object(receiver).map(str::to_owned).or_else(|| {
                    let declared = self.snapshot.facts.declarations.iter().find(|declaration| declaration.name == receiver)?;
                    declared.type_name.clone()
                });
                let member = class
                    .and_then(|class| api.class_member(&class, name))
                    .or_else(|| api.class_member(receiver, name))
                    .or_else(|| api.module_member(receiver, name))?;
                match &member.kind {
                    MemberKind::Function(signatures) => signatures.clone(),
                    MemberKind::Class(key) => api.class(key)?.constructors.clone(),
                    MemberKind::Constant(_) | MemberKind::Field => return None,
                }
            }
        };
        (!found.is_empty()).then_some(found)
    }

    /// `Pin(` after `from machine import Pin`.
    fn imported_signatures(&self, api: &Api, callee: &str) -> Option<Vec<Signature>> {
        for import in &self.snapshot.facts.imports {
            for (imported, local) in &import.names {
                if local == callee {
                    return match &api.module_member(&import.module, imported)?.kind {
                        MemberKind::Function(signatures) => Some(signatures.clone()),
                        MemberKind::Class(key) => Some(api.class(key)?.constructors.clone()),
                        MemberKind::Constant(_) | MemberKind::Field => None,
                    };
                }
            }
        }
        let is_local = |kind| matches!(kind, DeclarationKind::Function | DeclarationKind::Type);
        let declared_here =
            self.snapshot.facts.declarations.iter().any(|declaration| declaration.name == callee && is_local(declaration.kind));
        (!declared_here).then(|| api.class(callee).map(|class| class.constructors.clone())).flatten()
    }
}

/// The innermost open call in `text`: its callee (with one receiver) and the index of the argument
/// that the end of the text is in. Strings are skipped well enough for one statement.
fn open_call(text: &str) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut commas = 0usize;
    let mut position = bytes.len();
    while position > 0 {
        position -= 1;
        match bytes[position] {
            b')' | b']' | b'}' => depth += 1,
            b'[' => depth = depth.checked_sub(1)?,
            b';' | b'{' if depth == 0 => return None,
            b'{' => depth -= 1,
            b',' if depth == 0 => commas += 1,
            quote @ (b'"' | b'\'') => {
                // Back to the opening quote of the same kind on this line.
                while position > 0 && bytes[position - 1] != quote && bytes[position - 1] != b'\n' {
                    position -= 1;
                }
                position = position.saturating_sub(1);
            }
            b'(' if depth > 0 => depth -= 1,
            b'(' => {
                let end = position;
                let mut begin = end;
                while begin > 0 && (bytes[begin - 1].is_ascii_alphanumeric() || matches!(bytes[begin - 1], b'_' | b'.')) {
                    begin -= 1;
                }
                let callee = &text[begin..end];
                // `if (` and `(a + b)` are not calls.
                if callee.is_empty() || matches!(callee, "if" | "while" | "for" | "switch" | "return") {
                    return None;
                }
                return Some((callee, commas));
            }
            _ => {}
        }
    }
    None
}

fn render(name: &str, signature: &Signature) -> (String, Vec<Span>) {
    let text = signature_text(name, signature);
    let mut spans = Vec::new();
    let mut position = text.find('(').map_or(0, |open| open + 1);
    for parameter in &signature.parameters {
        spans.push(Span::new(position, position + parameter.len()));
        position += parameter.len() + ", ".len();
    }
    (text, spans)
}

#[cfg(test)]
mod tests {
    use super::open_call;

    #[test]
    fn finds_the_innermost_open_call() {
        assert_eq!(open_call("  pinMode("), Some(("pinMode", 0)));
        assert_eq!(open_call("  pinMode(4, "), Some(("pinMode", 1)));
        assert_eq!(open_call("  a(b(1, 2), \"x, (y\", "), Some(("a", 2)));
        assert_eq!(open_call("  Serial.begin("), Some(("Serial.begin", 0)));
        assert_eq!(open_call("foo(1);\n x = "), None);
        assert_eq!(open_call("if ("), None);
        assert_eq!(open_call(""), None);
        assert_eq!(open_call("a[f(1)"), None);
    }
}
