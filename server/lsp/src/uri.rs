//! From the client's URIs to paths.

use std::fmt::Write as _;
use std::path::PathBuf;

use tower_lsp_server::gen_lsp_types::Uri;

/// The path that a URI names. A document without a file (`untitled:Untitled-1`) gets what follows
/// the scheme as a relative path, so that it can still be told apart and judged by its extension.
pub(crate) fn to_path(uri: &Uri) -> PathBuf {
    let text = uri.0.as_str();
    let Some(rest) = text.strip_prefix("file://") else {
        let after_scheme = text.split_once(':').map_or(text, |(_, rest)| rest);
        return PathBuf::from(percent_decode(after_scheme.trim_start_matches('/')));
    };
    // What stands before the first slash is a host: empty, `localhost`, or a Windows share.
    let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let path = percent_decode(path);
    if is_drive(&path) {
        return PathBuf::from(&path[1..]);
    }
    if host.is_empty() || host == "localhost" { PathBuf::from(path) } else { PathBuf::from(format!("//{host}{path}")) }
}

/// The URI of a path, for places in files that the client may not have open.
pub(crate) fn from_path(path: &std::path::Path) -> Uri {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~' | b':') {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Uri(uri)
}

/// Whether a path begins with a Windows drive: `/C:/`.
fn is_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [b'/', letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// Replaces `%41` by `A`; what is no such escape stays as it is.
fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(escape.unwrap_or(bytes[at]));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(uri: &str, path: &str) {
        assert_eq!(to_path(&Uri::from(uri)), PathBuf::from(path));
    }

    #[test]
    fn reads_plain_and_escaped_paths() {
        check("file:///home/ada/blink.ino", "/home/ada/blink.ino");
        check("file:///home/ada/my%20sketch/l%C3%A4mpchen.ino", "/home/ada/my sketch/lämpchen.ino");
        check("file://localhost/tmp/a.py", "/tmp/a.py");
    }

    #[test]
    fn reads_windows_drives_and_shares() {
        check("file:///c%3A/Users/ada/blink.ino", "c:/Users/ada/blink.ino");
        check("file:///C:/blink.ino", "C:/blink.ino");
        check("file://server/share/blink.ino", "//server/share/blink.ino");
    }

    #[test]
    fn keeps_documents_without_a_file_apart() {
        check("untitled:Untitled-1", "Untitled-1");
        check("untitled:/blink.ino", "blink.ino");
    }

    #[test]
    fn leaves_broken_escapes_alone() {
        check("file:///100%.ino", "/100%.ino");
        check("file:///a%zz%4", "/a%zz%4");
    }
}
