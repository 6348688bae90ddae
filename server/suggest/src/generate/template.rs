//! Templates: bodies of recipes with holes, conditions and places that the model may word anew.
//!
//! ```text
//! {{led}}               a hole
//! {{if esp32@3 rp2040}} these lines, where one of the words describes the target;
//! {{else}}              these otherwise
//! {{end}}
//! {{adapt}}             these lines say what the program says to people, or name things
//! {{end}}
//! ```

use std::ops::Range;

use document::Language;

/// A body with its holes filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filled {
    /// The text.
    pub(crate) text: String,
    /// Byte ranges of whole lines that the model may word anew.
    pub(crate) spots: Vec<Range<usize>>,
}

enum Block {
    /// Whether its lines are kept.
    If(bool),
    /// Where its lines begin.
    Adapt(usize),
}

/// Fills a body. `holds` answers conditions, `fill` answers holes.
///
/// # Errors
/// What is wrong with the template, with its line.
pub(crate) fn fill(
    body: &str,
    language: Language,
    holds: impl Fn(&str) -> bool,
    fill: impl Fn(&str) -> Option<String>,
) -> Result<Filled, String> {
    // As many blank lines as the style of the language wants between functions; conditions leave more.
    let max_blank = match language {
        Language::Arduino => 1,
        Language::MicroPython => 2,
    };
    let mut filled = Filled::default();
    let mut blocks = Vec::new();
    let mut n_blank = max_blank;
    for (index, line) in body.lines().enumerate() {
        let error = |message: &str| format!("line {}: {message}", index + 1);
        match directive(line) {
            Some(("if", words)) => blocks.push(Block::If(words.split_whitespace().any(&holds))),
            Some(("else", _)) => match blocks.last_mut() {
                Some(Block::If(keeps)) => *keeps = !*keeps,
                _ => return Err(error("{{else}} without {{if}}")),
            },
            Some(("adapt", _)) => blocks.push(Block::Adapt(filled.text.len())),
            Some(("end", _)) => match blocks.pop() {
                Some(Block::Adapt(start)) if start < filled.text.len() => filled.spots.push(start..filled.text.len()),
                // A place inside lines that were left out is no place.
                Some(Block::If(_) | Block::Adapt(_)) => {}
                None => return Err(error("{{end}} without a beginning")),
            },
            _ if blocks.iter().any(|block| matches!(block, Block::If(false))) => {}
            _ if line.trim().is_empty() => {
                if n_blank < max_blank {
                    n_blank += 1;
                    filled.text.push('\n');
                }
            }
            _ => {
                n_blank = 0;
                filled.text.push_str(&fill_line(line, &fill).map_err(|message| error(&message))?);
                filled.text.push('\n');
            }
        }
    }
    if blocks.is_empty() { Ok(filled) } else { Err("a block has no {{end}}".to_owned()) }
}

/// Fills the holes of one line. A hole that stands alone may hold several lines, indented alike.
pub(crate) fn fill_line(line: &str, fill: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or("a hole is not closed")?;
        text.push_str(before);
        let value = fill(name).ok_or_else(|| format!("nothing fills `{name}`"))?;
        let indent = &line[..line.len() - line.trim_start().len()];
        text.push_str(&value.replace('\n', &format!("\n{indent}")));
        rest = after;
    }
    Ok(text + rest)
}

/// `{{if esp32}}` → `("if", "esp32")`.
fn directive(line: &str) -> Option<(&str, &str)> {
    let inside = line.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    let (word, rest) = inside.split_once(' ').unwrap_or((inside, ""));
    matches!(word, "if" | "else" | "end" | "adapt").then_some((word, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(body: &str, target: &str) -> Result<Filled, String> {
        fill(body, Language::Arduino, |word| word == target, |hole| (hole == "led").then(|| "13".to_owned()))
    }

    #[test]
    fn holes_and_conditions() {
        let body = "a {{led}}\n{{if esp32 avr}}\nb\n{{if avr}}\nc\n{{end}}\n{{else}}\nd\n{{end}}\n";
        assert_eq!(filled(body, "avr").unwrap().text, "a 13\nb\nc\n");
        assert_eq!(filled(body, "esp32").unwrap().text, "a 13\nb\n");
        assert_eq!(filled(body, "rp2040").unwrap().text, "a 13\nd\n");
    }

    #[test]
    fn spots_are_whole_lines() {
        let filled = filled("a\n{{adapt}}\n  b\n{{end}}\nc\n", "").unwrap();
        assert_eq!(&filled.text[filled.spots[0].clone()], "  b\n");
    }

    #[test]
    fn conditions_leave_no_gaps() {
        let body = "{{if x}}\na\n{{end}}\n\n{{if x}}\nb\n{{end}}\n\nc\n";
        assert_eq!(filled(body, "y").unwrap().text, "c\n");
    }

    #[test]
    fn mistakes_name_their_line() {
        assert_eq!(filled("a\n{{motor}}\n", "").unwrap_err(), "line 2: nothing fills `motor`");
        assert_eq!(filled("{{end}}\n", "").unwrap_err(), "line 1: {{end}} without a beginning");
        assert!(filled("{{if x}}\n", "").is_err());
    }
}
