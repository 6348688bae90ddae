//! Templates: bodies of recipes with holes, conditions and places that the model may word anew.
//!
//! ```text
//! {{led}}               a hole
//! {{if esp32@3 rp2040}} these lines, where one of the words describes the target;
//! {{else}}              these otherwise
//! {{end}}
//! {{adapt}}             these lines say what the program says to people, or name things
//! {{end}}
//! {{out}}               here the values that the recipe provides are known; these lines tell them,
//! {{end}}               unless another part of the program takes them
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
    /// Where its lines begin, and whether it stands in lines that are kept.
    Out(usize, bool),
}

/// What becomes of the lines between `{{out}}` and `{{end}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outlet {
    /// Whether the recipe's own lines stay.
    pub(crate) keeps: bool,
    /// Lines that hand the values on, without indentation.
    pub(crate) lines: String,
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
    outlet: Option<&Outlet>,
) -> Result<Filled, String> {
    // The place that speaks to people is where values are known, unless the recipe names another.
    let opens_outlet = if body.lines().any(|line| directive(line).is_some_and(|(word, _)| word == "out")) { "out" } else { "adapt" };
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
            Some((word, _)) if word == opens_outlet && outlet.is_some() => {
                let is_kept = !blocks.iter().any(|block| matches!(block, Block::If(false)));
                blocks.push(Block::Out(filled.text.len(), is_kept));
            }
            Some(("adapt", _)) => blocks.push(Block::Adapt(filled.text.len())),
            Some(("out", _)) => blocks.push(Block::If(true)),
            Some(("end", _)) => match blocks.pop() {
                Some(Block::Out(start, true)) => {
                    if let Some(outlet) = outlet {
                        hand_on(&mut filled, start, outlet, line, &fill).map_err(|message| error(&message))?;
                    }
                }
                Some(Block::Adapt(start)) if start < filled.text.len() => filled.spots.push(start..filled.text.len()),
                // A place inside lines that were left out is no place.
                Some(Block::If(_) | Block::Adapt(_) | Block::Out(..)) => {}
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
                let text = fill_line(line, &fill).map_err(|message| error(&message))?;
                // A hole that stands alone may hold nothing.
                if !text.trim().is_empty() {
                    n_blank = 0;
                    filled.text.push_str(&text);
                    filled.text.push('\n');
                }
            }
        }
    }
    if blocks.is_empty() { Ok(filled) } else { Err("a block has no {{end}}".to_owned()) }
}

/// Puts the lines that hand values on where the lines from `start` on tell them.
fn hand_on(filled: &mut Filled, start: usize, outlet: &Outlet, end: &str, fill: impl Fn(&str) -> Option<String>) -> Result<(), String> {
    let told = filled.text[start..].lines().find(|line| !line.trim().is_empty());
    let indent: String = told.unwrap_or(end).chars().take_while(|c| *c == ' ').collect();
    if !outlet.keeps {
        filled.text.truncate(start);
        filled.spots.retain(|spot| spot.end <= start);
    }
    let begin = filled.text.len();
    for line in outlet.lines.lines() {
        let line = fill_line(&format!("{indent}{line}"), &fill)?;
        filled.text.push_str(line.trim_end());
        filled.text.push('\n');
    }
    filled.spots.push(begin..filled.text.len());
    Ok(())
}

/// Names of all holes in the lines that are kept.
pub(crate) fn holes(body: &str, language: Language, holds: impl Fn(&str) -> bool, outlet: Option<&Outlet>) -> Vec<String> {
    let names = std::cell::RefCell::new(Vec::new());
    // A malformed body is reported where it is filled.
    let _ = fill(
        body,
        language,
        holds,
        |hole| {
            names.borrow_mut().push(hole.to_owned());
            Some(String::new())
        },
        outlet,
    );
    names.into_inner()
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
    matches!(word, "if" | "else" | "end" | "adapt" | "out").then_some((word, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(body: &str, target: &str) -> Result<Filled, String> {
        fill(body, Language::Arduino, |word| word == target, |hole| (hole == "led").then(|| "13".to_owned()), None)
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
    fn values_are_handed_on_where_they_are_known() {
        let outlet = |keeps| Outlet { keeps, lines: "publish(t);".to_owned() };
        let body = "t = read();\n{{out}}\n  print(t);\n{{adapt}}\n  more();\n{{end}}\n{{end}}\nz\n";
        let with = |outlet: Option<&Outlet>| fill(body, Language::Arduino, |_| false, |_| None, outlet).unwrap();
        assert_eq!(with(None).text, "t = read();\n  print(t);\n  more();\nz\n");
        assert_eq!(with(Some(&outlet(true))).text, "t = read();\n  print(t);\n  more();\n  publish(t);\nz\n");
        assert_eq!(with(Some(&outlet(false))).text, "t = read();\n  publish(t);\nz\n");
        // What hands the values on is a place of its own: its labels may be named.
        assert_eq!(with(Some(&outlet(false))).spots, std::slice::from_ref(&(12..26)));
        let plain = fill("{{adapt}}\n  print(t);\n{{end}}\n", Language::Arduino, |_| false, |_| None, Some(&outlet(false))).unwrap();
        assert_eq!(plain.text, "  publish(t);\n");
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
