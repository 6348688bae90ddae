//! Settings as editors show them, from the one place that defines them: `server/ide/src/settings.rs`.
//!
//! The struct's fields give names, types and documentation, `Settings::standard` the defaults. A
//! range in brackets, `(0 to 1)`, is what editors enforce. A path of the machine (`Option<PathBuf>`)
//! is never taken from a workspace that is not trusted, a text of the user's (`UserText`) from none.
//!
//! Settings that concern only the VS Code client are in `editors/vscode/client-settings.json`.

use std::fmt::Write as _;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use syn::{Expr, Item, Type};

/// One setting.
#[derive(Debug, Clone, PartialEq)]
struct Setting {
    /// Field name: `min_score`.
    name: String,
    /// Its documentation, one line.
    documentation: String,
    /// JSON type.
    kind: Kind,
    /// Default as JSON.
    default: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boolean,
    Integer,
    Number,
    Text,
    UserText,
    Path,
    Texts,
}

impl Kind {
    fn of(kind: &Type) -> anyhow::Result<Self> {
        let text = tokens(kind);
        Ok(match text.as_str() {
            "bool" => Self::Boolean,
            "f32" | "f64" => Self::Number,
            "u8" | "u16" | "u32" | "u64" | "usize" => Self::Integer,
            "String" | "Option<String>" => Self::Text,
            "UserText" | "Option<UserText>" => Self::UserText,
            "Option<PathBuf>" => Self::Path,
            "Vec<String>" => Self::Texts,
            other => bail!("xtask/src/settings.rs does not know how editors show a `{other}`"),
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text | Self::UserText | Self::Path => "string",
            Self::Texts => "array",
        }
    }
}

/// Text of a type without blanks.
fn tokens(kind: &Type) -> String {
    match kind {
        Type::Path(path) => {
            let segments = path.path.segments.iter().map(|segment| {
                let arguments = match &segment.arguments {
                    syn::PathArguments::AngleBracketed(arguments) => {
                        let inner = arguments.args.iter().filter_map(|argument| match argument {
                            syn::GenericArgument::Type(inner) => Some(tokens(inner)),
                            _ => None,
                        });
                        format!("<{}>", inner.collect::<Vec<_>>().join(","))
                    }
                    _ => String::new(),
                };
                format!("{}{arguments}", segment.ident)
            });
            segments.last().unwrap_or_default()
        }
        _ => "?".to_owned(),
    }
}

/// Reads the definitions.
fn read(source: &str) -> anyhow::Result<Vec<Setting>> {
    let file = syn::parse_file(source).context("server/ide/src/settings.rs")?;
    let fields = file.items.iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == "Settings" => Some(&item.fields),
        _ => None,
    });
    let defaults = file.items.iter().find_map(standard).context("there is no `Settings::standard` that ends in `Self { … }`")?;
    let mut settings = Vec::new();
    for field in fields.context("there is no `struct Settings`")? {
        let name = field.ident.as_ref().context("a setting has a name")?.to_string();
        let default = defaults.fields.iter().find(|value| matches!(&value.member, syn::Member::Named(member) if *member == name));
        let default = default.with_context(|| format!("`Settings::standard` says nothing of {name}"))?;
        settings.push(Setting {
            documentation: documentation(&field.attrs),
            kind: Kind::of(&field.ty).with_context(|| name.clone())?,
            default: value(&default.expr).with_context(|| format!("the default of {name}"))?,
            name,
        });
    }
    Ok(settings)
}

/// The value that `Settings::standard` makes.
fn standard(item: &Item) -> Option<&syn::ExprStruct> {
    let Item::Impl(item) = item else { return None };
    item.items.iter().find_map(|item| match item {
        syn::ImplItem::Fn(function) if function.sig.ident == "standard" => match function.block.stmts.last()? {
            syn::Stmt::Expr(Expr::Struct(value), None) => Some(value),
            _ => None,
        },
        _ => None,
    })
}

fn documentation(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(syn::MetaNameValue { value: Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }), .. }) => {
            Some(text.value().trim().to_owned())
        }
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

fn value(expression: &Expr) -> anyhow::Result<Value> {
    Ok(match expression {
        Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Bool(it) => json!(it.value),
            syn::Lit::Int(it) => json!(it.base10_parse::<u64>()?),
            syn::Lit::Float(it) => {
                let number = it.base10_parse::<f64>()?;
                if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
            }
            syn::Lit::Str(it) => json!(it.value()),
            _ => bail!("is a literal that JSON has no word for"),
        },
        Expr::Path(path) if path.path.is_ident("None") => json!(""),
        Expr::Call(call) if call.args.is_empty() => match &*call.func {
            Expr::Path(path) if path.path.segments.first().is_some_and(|first| first.ident == "Vec") => json!([]),
            Expr::Path(path) if path.path.segments.first().is_some_and(|first| first.ident == "String") => json!(""),
            _ => bail!("is a call; write a literal"),
        },
        _ => bail!("must be a literal, None, Vec::new() or String::new()"),
    })
}

impl Setting {
    /// `min_score` → `minScore`.
    fn camel_case(&self) -> String {
        let mut words = self.name.split('_');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| {
            let mut letters = word.chars();
            let initial = letters.next().map(|letter| letter.to_ascii_uppercase()).into_iter();
            name + &initial.chain(letters).collect::<String>()
        })
    }

    /// Bounds that the documentation gives: `(0 to 1)`.
    fn range(&self) -> Option<(Value, Value)> {
        let (_, rest) = self.documentation.rsplit_once('(')?;
        let (low, high) = rest.split_once(')')?.0.split_once(" to ")?;
        Some((serde_json::from_str(low).ok()?, serde_json::from_str(high).ok()?))
    }

    /// A property of VS Code's `contributes.configuration`.
    fn property(&self) -> Vec<(&'static str, Value)> {
        let mut property = vec![("type", json!(self.kind.name()))];
        if self.kind == Kind::Texts {
            property.push(("items", json!({ "type": "string" })));
        }
        property.push(("default", self.default.clone()));
        if let Some((low, high)) = self.range() {
            property.push(("minimum", low));
            property.push(("maximum", high));
        } else if self.kind == Kind::Integer {
            property.push(("minimum", json!(0)));
        }
        property.push((
            "scope",
            json!(match self.kind {
                Kind::Path => "machine-overridable",
                Kind::UserText => "application",
                _ => "resource",
            }),
        ));
        property.push(("markdownDescription", json!(self.documentation)));
        property
    }
}

/// VS Code's manifest with its settings brought up to date.
pub(crate) fn package_json(manifest: &str, definitions: &str, client: &str) -> anyhow::Result<String> {
    let settings = read(definitions)?;
    let client: Value = serde_json::from_str(client).context("editors/vscode/client-settings.json")?;
    let client = client.as_object().context("editors/vscode/client-settings.json is not an object")?;
    let mut restricted: Vec<String> = Vec::new();
    let mut properties: Vec<String> = Vec::new();
    for (name, property) in client {
        if property["scope"].as_str().is_some_and(|scope| scope.starts_with("machine")) {
            restricted.push(name.clone());
        }
        let lines: Vec<(&str, Value)> = ["type", "default", "enum", "minimum", "maximum", "scope", "markdownDescription"]
            .into_iter()
            .filter_map(|key| Some((key, property.get(key)?.clone())))
            .collect();
        properties.push(property_text(name, &lines));
    }
    for setting in &settings {
        let name = format!("boardwise.{}", setting.camel_case());
        if setting.kind == Kind::Path {
            restricted.push(name.clone());
        }
        properties.push(property_text(&name, &setting.property()));
    }
    let configuration =
        format!("{{\n      \"title\": \"Boardwise\",\n      \"properties\": {{\n{}\n      }}\n    }}", properties.join(",\n"));
    let restricted: Vec<String> = restricted.iter().map(|name| format!("        {}", json!(name))).collect();
    let restricted = format!("[\n{}\n      ]", restricted.join(",\n"));
    let text = replace_value(manifest, "configuration", &configuration)?;
    let text = replace_value(&text, "restrictedConfigurations", &restricted)?;
    serde_json::from_str::<Value>(&text).context("editors/vscode/package.json")?;
    Ok(text)
}

fn property_text(name: &str, lines: &[(&str, Value)]) -> String {
    let lines: Vec<String> = lines.iter().map(|(key, value)| format!("          \"{key}\": {value}")).collect();
    format!("        \"{name}\": {{\n{}\n        }}", lines.join(",\n"))
}

/// Replaces the value of the first `"key": …` whose value is an object or array. The rest of the
/// manifest stays as people wrote it.
fn replace_value(text: &str, key: &str, value: &str) -> anyhow::Result<String> {
    let marker = format!("\"{key}\": ");
    let start = text.find(&marker).with_context(|| format!("editors/vscode/package.json has no \"{key}\""))? + marker.len();
    let mut depth = 0usize;
    let mut in_text = false;
    let mut is_escaped = false;
    for (offset, byte) in text[start..].bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => {
                depth -= 1;
                if depth == 0 {
                    return Ok(format!("{}{value}{}", &text[..start], &text[start + offset + 1..]));
                }
            }
            _ => {}
        }
    }
    bail!("\"{key}\" in editors/vscode/package.json does not end")
}

/// Neovim's help with its section on the server's settings brought up to date: what lies between the
/// line with the tag and the next rule.
pub(crate) fn neovim_help(help: &str, definitions: &str) -> anyhow::Result<String> {
    const TAG: &str = "*boardwise-settings*\n";
    let start = help.find(TAG).context("editors/neovim/doc/boardwise.txt has no section *boardwise-settings*")? + TAG.len();
    let end = help[start..].find("\n====").map(|at| start + at).context("the section *boardwise-settings* is followed by another one")?;
    let mut section = String::from(
        "\nTold to the server by the option `settings`, or in any other client under\n`boardwise`. Empty means: found out by the server.\n",
    );
    for setting in read(definitions)? {
        let default = match &setting.default {
            Value::String(text) if text.is_empty() => "none".to_owned(),
            other => other.to_string(),
        };
        let head = format!("{} ({}, default {default})", setting.name, setting.kind.name());
        let tag = format!("*boardwise-{}*", setting.name);
        let _ = write!(section, "\n{head}{tag:>width$}\n", width = 78usize.saturating_sub(head.chars().count()).max(tag.len() + 1));
        for line in wrapped(&setting.documentation, 72) {
            let _ = writeln!(section, "    {line}");
        }
    }
    Ok(format!("{}{section}{}", &help[..start], &help[end..]))
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFINITIONS: &str = "
        pub struct Settings {
            /// Board. Empty: found from the project.
            pub board: Option<String>,
            /// Model file.
            pub model: Option<PathBuf>,
            /// Suggestions whose score is lower stay hidden (0 to 1).
            pub min_score: f32,
            /// Rules that stay silent.
            pub allow: Vec<String>,
        }
        impl Settings {
            pub fn standard() -> Self { Self { board: None, model: None, min_score: 0.25, allow: Vec::new() } }
        }";

    #[test]
    fn fields_become_properties_with_types_defaults_and_ranges() {
        let manifest = "{\n  \"restrictedConfigurations\": [],\n  \"configuration\": { \"old\": \"}\" },\n  \"scripts\": {}\n}\n";
        let client = r#"{"boardwise.server.path": {"type": "string", "default": "", "scope": "machine-overridable", "markdownDescription": "Program."}}"#;
        let text = package_json(manifest, DEFINITIONS, client).unwrap();
        let manifest: Value = serde_json::from_str(&text).unwrap();
        let properties = &manifest["configuration"]["properties"];
        assert_eq!(properties["boardwise.minScore"]["maximum"], json!(1));
        assert_eq!(properties["boardwise.minScore"]["default"], json!(0.25));
        assert_eq!(properties["boardwise.board"]["scope"], json!("resource"));
        assert_eq!(properties["boardwise.allow"]["items"]["type"], json!("string"));
        assert_eq!(manifest["restrictedConfigurations"], json!(["boardwise.server.path", "boardwise.model"]));
        assert!(manifest["scripts"].is_object());
    }

    #[test]
    fn a_type_that_editors_cannot_show_is_an_error() {
        let error = read("struct Settings { x: Duration } impl Settings { fn standard() -> Self { Self { x: 1 } } }").unwrap_err();
        assert!(format!("{error:#}").contains("`Duration`"), "{error:#}");
    }

    #[test]
    fn the_help_keeps_what_is_around_the_section() {
        let help = "before\n3. SETTINGS   *boardwise-settings*\nobsolete\n==== after\n";
        let help = neovim_help(help, DEFINITIONS).unwrap();
        assert!(help.starts_with("before\n") && help.ends_with("\n==== after\n") && !help.contains("obsolete"), "{help}");
        assert!(help.contains("min_score (number, default 0.25)"), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 78), "{help}");
    }
}
