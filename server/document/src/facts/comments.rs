//! What comments say to Boardwise: suppressions, and the board.

use super::{Facts, Suppression};
use crate::Span;

/// A board is named near the top or not at all.
pub(super) const BOARD_LINES: usize = 10;

/// Reads a comment of either language.
pub(super) fn read(source: &str, span: Span, facts: &mut Facts) {
    let text = source.get(span.start..span.end).unwrap_or_default();
    if let Some((_, rest)) = text.split_once("boardwise:") {
        suppression(source, span, rest, facts);
    }
    if facts.board_comment.is_none() && text.contains("board:") {
        let line = source[..span.start].bytes().filter(|byte| *byte == b'\n').take(BOARD_LINES).count();
        let left = BOARD_LINES - line;
        let mut start = span.start;
        for line in text.split_inclusive('\n').take(left) {
            if let Some((name, offset)) = board(line) {
                let start = start + offset;
                facts.board_comment = Some((name.to_owned(), Span::new(start, start + name.len())));
                break;
            }
            start += line.len();
        }
    }
}

/// The name in `// board: uno`, and where it begins. Prose (`Board: any with Wi-Fi`) is no name.
fn board(line: &str) -> Option<(&str, usize)> {
    let body = line.trim_start_matches(['/', '*', '#', ' ', '\t']);
    let name = body.strip_prefix("board:")?.trim_start();
    let offset = line.len() - name.len();
    let name = name.trim_end().trim_end_matches("*/").trim_end();
    let is_name = !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | ':' | '.' | '='));
    is_name.then_some((name, offset))
}

fn suppression(source: &str, span: Span, rest: &str, facts: &mut Facts) {
    let Some((list, _)) = rest
        .trim_start()
        .strip_prefix("allow")
        .map(str::trim_start)
        .and_then(|rest| rest.strip_prefix('('))
        .and_then(|rest| rest.split_once(')'))
    else {
        return;
    };
    let rules = list.split(',').map(str::trim).filter(|rule| !rule.is_empty()).map(str::to_owned).collect();
    facts.suppressions.push(Suppression { rules, span, line: line_of(source, span) });
}

/// The line that a comment speaks for: its own, or the next line of code if it stands alone.
fn line_of(source: &str, comment: Span) -> Span {
    let start = source[..comment.start].rfind('\n').map_or(0, |at| at + 1);
    let own = line_at(source, start);
    if !source[start..comment.start].trim().is_empty() {
        return own;
    }
    let mut line = own;
    let mut at = source[comment.end..].find('\n').map(|end| comment.end + end + 1);
    while let Some(start) = at.filter(|&start| start < source.len()) {
        line = line_at(source, start);
        let text = source[line.start..line.end].trim();
        if !text.is_empty() && !text.starts_with("//") && !text.starts_with('#') {
            return line;
        }
        at = source[line.end..].find('\n').map(|end| line.end + end + 1);
    }
    line
}

/// The line that begins at `start`, without its break.
fn line_at(source: &str, start: usize) -> Span {
    let end = source[start..].find('\n').map_or(source.len(), |end| start + end);
    let end = start + source[start..end].trim_end_matches('\r').len();
    Span::new(start, end)
}
