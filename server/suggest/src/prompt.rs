//! What the model reads, and how the budget of tokens is spent.
//!
//! Each model has a format (`models/formats`); that of our own is
//! `<|endoftext|><|board|>{header}<|fim_suffix|>{suffix}<|fim_middle|>{prefix}`: the suffix comes first,
//! so typing only appends, and what the model has read stays valid from keystroke to keystroke. For
//! the same reason the prefix begins at the same line for many keystrokes: see [`anchors`].

use boards::Target;
use decode::{HeaderStyle, LanguageModel, Piece, PromptFormat, TokenId, heal};
use document::{Language, Snapshot, Span, position};

use crate::header::{header, libraries};

/// Name of this format in a model's metadata (`boardwise.format`); `models/train` writes the same.
/// A model that was trained on another one would be read wrongly.
pub const PROMPT_FORMAT: &str = "spm-joint-1";

/// Longest suffix of our own format in training; others get a quarter of their window.
const MAX_SUFFIX: usize = 128;
/// No token of source code is longer on average, and few are shorter than a third of this.
const BYTES_PER_TOKEN: usize = 6;

/// A prompt, printable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What the model reads.
    pub tokens: Vec<TokenId>,
    /// Bytes before the cursor that are decoded again, so that the answer need not begin at a token's beginning.
    pub healing: Vec<u8>,
    /// All of it as text, special tokens by name.
    pub text: String,
    /// Where the budget went.
    pub spent: Spent,
}

/// Tokens by purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// The board header and the special tokens.
    pub header: usize,
    /// Text after the cursor.
    pub suffix: usize,
    /// Text before the cursor.
    pub prefix: usize,
    /// Kept free for the answer.
    pub answer: usize,
}

/// The prompt for a place, with room for `n_answer` tokens, in the format of the model.
pub fn prompt(snapshot: &Snapshot, target: Option<&Target>, offset: usize, model: &dyn LanguageModel, n_answer: usize) -> Prompt {
    let offset = position::floor(&snapshot.text, offset);
    let text = snapshot.text.to_string();
    let (before, after) = text.split_at(offset);
    let vocabulary = model.vocabulary();
    let layout = vocabulary.layout();
    let window = model.max_context().min(layout.window);
    let n_markers = layout.pieces.iter().filter(|piece| matches!(piece, Piece::Token(_))).count();

    let header = header_text(layout.header, snapshot, target, &text);
    let head = model.encode(&header);
    let room = window.saturating_sub(head.len() + n_markers + n_answer);
    let max_suffix = MAX_SUFFIX.max(window / 4);
    let (suffix_text, suffix) = beginning_of(after, max_suffix.min(room / 3), model);
    let (prefix_text, prefix) = end_of(before, room - suffix.len(), model);
    let spent = Spent { header: head.len() + n_markers, suffix: suffix.len(), prefix: prefix.len(), answer: n_answer };

    let mut tokens = Vec::with_capacity(window);
    let mut healing = Vec::new();
    for piece in &layout.pieces {
        match piece {
            Piece::Token(id) => tokens.push(*id),
            Piece::Header => tokens.extend(&head),
            Piece::Suffix => tokens.extend(&suffix),
            Piece::Prefix => {
                let begin = tokens.len().saturating_sub(1);
                if layout.header == HeaderStyle::Comment {
                    tokens.extend(&head);
                }
                tokens.extend(&prefix);
                // Where something follows the prefix, its last bytes are decoded again behind all of that.
                let (kept, bytes) = heal(vocabulary, &tokens[begin..]);
                let end = begin + kept.len();
                tokens.truncate(end);
                healing = bytes;
            }
        }
    }
    let format = PromptFormat::named(&layout.name);
    let text = format.map(|format| format.text(&header, &prefix_text, &suffix_text)).unwrap_or_default();
    Prompt { tokens, healing, text, spent }
}

/// The prompt for a server that counts tokens itself: the same as text, by a careful guess of three bytes a token.
pub fn text_prompt(snapshot: &Snapshot, target: Option<&Target>, offset: usize, format: &PromptFormat, n_answer: usize) -> String {
    let offset = position::floor(&snapshot.text, offset);
    let text = snapshot.text.to_string();
    let (before, after) = text.split_at(offset);
    let header = header_text(format.header, snapshot, target, &text);
    let room = 3 * format.window.saturating_sub(n_answer + 16).max(64) - header.len().min(300);
    let mut end = after.len().min(room / 4);
    while !after.is_char_boundary(end) {
        end -= 1;
    }
    let mut start = before.len().saturating_sub(room - end);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    if start > 0 {
        // From the beginning of a line on, if there is one.
        start = before[start..].find('\n').map_or(start, |at| start + at + 1);
    }
    format.text(&header, &before[start..], &after[..end])
}

/// What the model is told about the board.
fn header_text(style: HeaderStyle, snapshot: &Snapshot, target: Option<&Target>, text: &str) -> String {
    match (style, target) {
        (HeaderStyle::Tokens, _) => header(snapshot.language, target, &libraries(text, snapshot.language)),
        (HeaderStyle::Comment, None) => String::new(),
        (HeaderStyle::Comment, Some(target)) => {
            let mark = match snapshot.language {
                Language::Arduino => "//",
                Language::MicroPython => "#",
            };
            format!("{mark} Board: {}, {}\n", target.board.name, target.runtime.coordinate())
        }
    }
}

/// The first tokens of a text: the text that they write, and the tokens.
fn beginning_of(text: &str, budget: usize, model: &dyn LanguageModel) -> (String, Vec<TokenId>) {
    let mut end = text.len().min(budget * BYTES_PER_TOKEN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut tokens = model.encode(&text[..end]);
    tokens.truncate(budget);
    (written(&tokens, model), tokens)
}

/// The last lines of a text that fit, from an anchor on.
fn end_of(text: &str, budget: usize, model: &dyn LanguageModel) -> (String, Vec<TokenId>) {
    let anchors = anchors(text, budget);
    let far = text.len().saturating_sub(budget * BYTES_PER_TOKEN);
    for &anchor in anchors.iter().filter(|&&anchor| anchor >= far) {
        let tokens = model.encode(&text[anchor..]);
        if tokens.len() <= budget {
            return (text[anchor..].to_owned(), tokens);
        }
    }
    // Denser than expected: line by line, and of a line that is too long its last tokens.
    let last = anchors.last().copied().unwrap_or_default().max(far);
    let line_starts = text.bytes().enumerate().skip(last).filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    for start in line_starts.filter(|&start| start < text.len()) {
        let tokens = model.encode(&text[start..]);
        if tokens.len() <= budget {
            return (text[start..].to_owned(), tokens);
        }
    }
    let mut start = far;
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut tokens = model.encode(&text[start..]);
    let excess = tokens.len().saturating_sub(budget);
    tokens.drain(..excess);
    (written(&tokens, model), tokens)
}

/// The text that tokens write.
fn written(tokens: &[TokenId], model: &dyn LanguageModel) -> String {
    let bytes: Vec<u8> = tokens.iter().flat_map(|&token| model.vocabulary().bytes(token)).copied().collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Line starts at which a prompt may begin, about half a budget apart.
///
/// They depend only on the text above them. So while someone types at the end, the prompt begins at
/// the same place until the budget is full, and then moves on by half of it at once.
fn anchors(text: &str, budget: usize) -> Vec<usize> {
    // A token of code has about three bytes.
    let step = (budget / 2 * 3).max(1);
    let mut anchors = vec![0];
    let mut last = 0;
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n') {
        if at + 1 - last >= step && at + 1 < text.len() {
            last = at + 1;
            anchors.push(last);
        }
    }
    anchors
}

/// The rest of the line right of a place, line break excluded.
pub(crate) fn rest_of_line(snapshot: &Snapshot, offset: usize) -> String {
    let line = snapshot.text.byte_to_line(offset);
    let end = if line + 1 < snapshot.text.len_lines() { snapshot.text.line_to_byte(line + 1) } else { snapshot.text.len_bytes() };
    let rest = snapshot.slice(Span::new(offset, end));
    rest.trim_end_matches(['\n', '\r']).to_owned()
}

#[cfg(test)]
mod tests {
    use decode::ScriptedModel;
    use document::{Document, Language};

    use super::*;

    /// The scripted model's tokens are bytes, so windows are counted in bytes here.
    fn at(text: &str, n_answer: usize) -> Prompt {
        let offset = text.find('|').unwrap();
        let snapshot = Document::new(&text.replacen('|', "", 1), Language::Arduino).snapshot();
        prompt(&snapshot, None, offset, &ScriptedModel::new(), n_answer)
    }

    #[test]
    fn suffix_comes_first() {
        let prompt = at("#include <Wire.h>\nvoid setup() {\n  pin|\n}\n", 10);
        assert_eq!(
            prompt.text,
            "<|endoftext|><|board|>arduino - -\nlibs: Wire\n<|fim_suffix|>\n}\n<|fim_middle|>#include <Wire.h>\nvoid setup() {\n  pin"
        );
        assert_eq!(prompt.spent.suffix, 3);
        assert_eq!(prompt.tokens.len(), prompt.spent.header + prompt.spent.suffix + prompt.spent.prefix);
    }

    #[test]
    fn special_tokens_never_come_from_text() {
        let prompt = at("// <|fim_middle|> is text here |", 10);
        let middle = ScriptedModel::new().vocabulary().special().fim_middle;
        assert_eq!(prompt.tokens.iter().filter(|&&token| token == middle).count(), 1);
    }

    #[test]
    fn prompt_and_answer_fit_the_window() {
        let text = format!("{}é|{}", "digitalWrite(13, HIGH);\n".repeat(100), "\nloop();\n".repeat(100));
        let prompt = at(&text, 64);
        assert!(prompt.tokens.len() + 64 <= 512);
        assert!(prompt.spent.suffix <= MAX_SUFFIX);
        assert!(prompt.text.contains("<|fim_middle|>digitalWrite(13, HIGH);\n"), "begins at a line: {}", prompt.text);
        let long_line = at(&format!("{}|", "é".repeat(2000)), 64);
        assert!(long_line.tokens.len() + 64 <= 512);
    }

    #[test]
    fn typing_appends() {
        let head = "digitalWrite(13, HIGH);\n".repeat(40);
        let typed = "  pinMode(13, OUTPUT);\n  digitalWrite(13, LOW);\n  delay(100);\n";
        let mut n_moved = 0;
        let mut before: Option<Vec<TokenId>> = None;
        for end in 0..typed.len() {
            let tokens = at(&format!("{head}{}|\n}}\n", &typed[..end]), 64).tokens;
            n_moved += usize::from(before.is_some_and(|before| !tokens.starts_with(&before)));
            before = Some(tokens);
        }
        assert!(n_moved <= 1, "the prompt moved {n_moved} times");
    }

    #[test]
    fn nothing_is_a_prompt_too() {
        let prompt = at("|", 10);
        assert_eq!(prompt.text, "<|endoftext|><|board|>arduino - -\nlibs: -\n<|fim_suffix|><|fim_middle|>");
    }
}
