//! Writes a library's API text for `boards/data/libraries`, from its folder:
//! `cargo run -p importer --example library -- FOLDER SOURCE LICENCE [HEADER[=FROM,…]…]`.
//!
//! SOURCE is where the folder comes from, such as `owner/name@revision`. Without headers, all are read.
//! A HEADER is one that sketches include; what it brings along is named after `=`: headers, folders (`utility/`),
//! or all below a folder (`utility/**`).
//! Classes are written without `complete`: libraries change from version to version.

use std::path::PathBuf;

use boards::Tables;

/// A header that sketches include, and the headers whose declarations it brings.
struct Wanted {
    header: String,
    from: Vec<String>,
}

impl Wanted {
    fn new(argument: &str) -> Self {
        let (header, from) = argument.split_once('=').unwrap_or((argument, ""));
        Self { header: header.to_owned(), from: from.split(',').filter(|it| !it.is_empty()).map(str::to_owned).collect() }
    }

    fn takes(&self, header: &str) -> bool {
        let is_below = |folder: &str| header.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        self.header == header
            || self.from.iter().any(|from| match (from.strip_suffix("/**"), from.strip_suffix('/')) {
                (Some(folder), _) => is_below(folder).is_some(),
                (None, Some(folder)) => is_below(folder).is_some_and(|rest| !rest.contains('/')),
                (None, None) => from == header,
            })
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder"));
    let source = arguments.next().expect("a source");
    let licence = arguments.next().expect("a licence");
    let wanted: Vec<Wanted> = arguments.map(|argument| Wanted::new(&argument)).collect();
    let data = std::env::temp_dir().join(format!("boardwise-library-{}", std::process::id()));
    let options = importer::Options { package: None, runtime: None, keep_known: false };
    let imported = importer::import(&folder, &options, &Tables::shared(), &data).unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(2);
    });
    let file = std::fs::read_dir(imported.folder.join("libraries")).expect("libraries").flatten().next().expect("a library").path();
    let text = std::fs::read_to_string(&file).expect("the text that was just written");
    let _ = std::fs::remove_dir_all(&data);

    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next_if(|line| line.starts_with('%')) {
        println!("{line}");
    }
    println!("% license {licence}\n% source {source}");
    let mut sections: Vec<(String, Vec<&str>)> = wanted.iter().map(|it| (it.header.clone(), Vec::new())).collect();
    let mut current = None;
    for line in lines {
        if let Some(header) = line.strip_prefix("@ ") {
            if wanted.is_empty() {
                sections.push((header.to_owned(), Vec::new()));
                current = Some(sections.len() - 1);
            } else {
                current = wanted.iter().position(|it| it.takes(header));
            }
            continue;
        }
        let is_private = ["  hidden ", "  fn _", "fn _", "const _"].iter().any(|start| line.starts_with(start));
        if let Some(section) = current.filter(|_| !is_private) {
            sections[section].1.push(line.strip_suffix(" complete").unwrap_or(line));
        }
    }
    for (header, lines) in sections {
        println!("@ {header}");
        for line in lines {
            println!("{line}");
        }
    }
}
