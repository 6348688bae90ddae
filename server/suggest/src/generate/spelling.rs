//! Words that nobody here knows, read as the known word that was meant: British spellings, two words
//! written as one, a slip of a key.

use strsim::osa_distance;

use super::words::{Kind, Token};

/// Least letters of a word in which one slip is mended.
const MIN_ONE: usize = 6;
/// Least letters of a word in which two slips are mended.
const MIN_TWO: usize = 9;
/// Least letters of each half of a word that is taken apart.
const MIN_HALF: usize = 4;

/// The tokens with unknown words mended, and a remark for each slip. `vocabulary` is sorted.
/// The text as written stays in `raw`.
pub(crate) fn mended(tokens: Vec<Token>, vocabulary: &[String]) -> (Vec<Token>, Vec<String>) {
    let is_known = |word: &str| vocabulary.binary_search_by(|known| known.as_str().cmp(word)).is_ok();
    let mut result = Vec::with_capacity(tokens.len());
    let mut notes = Vec::new();
    for token in tokens {
        let is_plain = token.kind == Kind::Word && token.raw.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if !is_plain || is_known(&token.word) || is_inflected(&token.word, &is_known) {
            result.push(token);
        } else if let Some(word) = american(&token.word).filter(|word| is_known(word) || is_inflected(word, &is_known)) {
            result.push(Token { word, ..token });
        } else if let Some(word) = doubled(&token.word, vocabulary) {
            notes.push(format!("“{}” is read as “{word}”", token.raw));
            result.push(Token { word: word.to_owned(), ..token });
        } else if let Some((one, two)) = halves(&token.word, &is_known) {
            result.extend([one, two].map(|word| Token { raw: word.clone(), word, kind: Kind::Word }));
        } else if let Some(word) = nearest(&token.word, vocabulary) {
            notes.push(format!("“{}” is read as “{word}”", token.raw));
            result.push(Token { word: word.to_owned(), ..token });
        } else {
            result.push(token);
        }
    }
    (result, notes)
}

/// A form of a known word: `prints`, `printed`, `printing`.
fn is_inflected(word: &str, is_known: &impl Fn(&str) -> bool) -> bool {
    ["s", "es", "d", "ed", "ing", "er", "ly"].iter().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|root| root.len() > 2 && (is_known(root) || (*ending == "ing" && is_known(&format!("{root}e")))))
    })
}

/// `colour` → `color`, `metre` → `meter`, `grey` → `gray`, `normalise` → `normalize`.
fn american(word: &str) -> Option<String> {
    [("our", "or"), ("tre", "ter"), ("grey", "gray"), ("ise", "ize"), ("isation", "ization"), ("ogue", "og")]
        .iter()
        .find(|(british, _)| word.contains(british))
        .map(|(british, american)| word.replacen(british, american, 1))
}

/// `buton` → `button`: a letter that stands once instead of twice, or twice instead of once.
fn doubled<'v>(word: &str, vocabulary: &'v [String]) -> Option<&'v str> {
    let squeezed = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    let own = squeezed(word);
    let is_it = |known: &&String| known.len().abs_diff(word.len()) == 1 && known.starts_with(&word[..1]) && squeezed(known) == own;
    if word.len() < MIN_ONE - 1 { None } else { vocabulary.iter().find(is_it).map(String::as_str) }
}

/// `deepsleep` → `deep`, `sleep`.
fn halves(word: &str, is_known: &impl Fn(&str) -> bool) -> Option<(String, String)> {
    let at = (MIN_HALF..word.len().saturating_sub(MIN_HALF - 1)).find(|at| is_known(&word[..*at]) && is_known(&word[*at..]))?;
    Some((word[..at].to_owned(), word[at..].to_owned()))
}

/// The known word that lies within a slip or two; none if several lie equally near.
fn nearest<'v>(word: &str, vocabulary: &'v [String]) -> Option<&'v str> {
    let most = match word.len() {
        ..MIN_ONE => return None,
        MIN_ONE..MIN_TWO => 1,
        _ => 2,
    };
    let near = |known: &&String| known.len().abs_diff(word.len()) <= most && known.bytes().all(|byte| byte.is_ascii_lowercase());
    // The first letter is seldom the wrong one.
    let candidates = vocabulary.iter().filter(near).filter(|known| known.as_bytes().first() == word.as_bytes().first());
    let mut found: Vec<(usize, &str)> = candidates.map(|known| (osa_distance(word, known), known.as_str())).collect();
    found.retain(|(distance, _)| *distance <= most);
    found.sort_unstable();
    match found.as_slice() {
        [(distance, word), rest @ ..] if rest.first().is_none_or(|(next, _)| next > distance) => Some(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    #[test]
    fn what_was_meant() {
        let vocabulary: Vec<String> =
            ["builtin", "button", "color", "deep", "humidity", "led", "meter", "print", "sleep", "temperature"].map(str::to_owned).to_vec();
        let read = |text: &str| {
            let (tokens, notes) = mended(tokens(text), &vocabulary);
            (tokens.into_iter().map(|token| token.word).collect::<Vec<_>>().join(" "), notes.len())
        };
        assert_eq!(read("temprature and humidty"), ("temperature and humidity".to_owned(), 2));
        assert_eq!(read("colour of the buit-in led, printed"), ("color of the builtin led , printed".to_owned(), 1));
        assert_eq!(read("buton on the ledd"), ("button on the ledd".to_owned(), 1));
        assert_eq!(read("deepsleep"), ("deep sleep".to_owned(), 0));
        // Names, short words and words that are like nothing stay.
        assert_eq!(read("Humidty XY12 lid garden pascal"), ("humidty xy12 lid garden pascal".to_owned(), 0));
    }
}
