//! The pin map: who uses which pin of the board for what, across the files of a project, beside
//! what the board itself has wired there.

pub mod columns;
pub mod picture;
pub mod svg;
mod wish;

use std::path::{Path, PathBuf};

use boards::{CautionKind, Target};
use check::{Finding, Job, UsedPin};
use document::facts::PinRole;
use document::{Snapshot, position};
use serde::Serialize;

use crate::Analysis;
pub use wish::Wish;

/// All pins of one target with their uses. Its JSON form is `boardwise pins --project` and the
/// answer to `boardwise/pinMap`: fields may be added, never renamed or removed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PinMap {
    /// Version of this format.
    pub version: u32,
    /// Board id.
    pub board: String,
    /// Name on the box.
    pub board_name: String,
    /// Chip id.
    pub chip: String,
    /// Runtime with version.
    pub runtime: String,
    /// Build environments that are built for this target (`platformio.ini`); empty if none has a name.
    pub environments: Vec<String>,
    /// Folder that the paths of uses are relative to.
    pub root: PathBuf,
    /// Folder of the program, relative to `root` where it lies below; empty for `root` itself.
    pub program: PathBuf,
    /// Files that were read, in order.
    pub files: Vec<PathBuf>,
    /// Every pin of the board, in order of number.
    pub pins: Vec<MappedPin>,
}

/// A pin with its uses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MappedPin {
    /// Number in the runtime's numbering.
    pub pin: u16,
    /// The silicon's own name.
    pub chip_pin: String,
    /// Labels on the board.
    pub names: Vec<String>,
    /// Whether the board brings it out.
    pub exposed: bool,
    /// What the board itself has wired there.
    pub wiring: Vec<PinWiring>,
    /// Uses by the program, by file and place.
    pub uses: Vec<PinSite>,
    /// Uses that cannot share the wire.
    pub conflicts: Vec<PinConflict>,
    /// What the rules find wrong with the uses.
    pub findings: Vec<PinFinding>,
    /// What can go wrong on this pin.
    pub cautions: Vec<PinMapCaution>,
}

/// A finding about a use of a pin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PinFinding {
    /// Rule.
    pub rule: &'static str,
    /// `error`, `warning`, `hint`.
    pub severity: &'static str,
    /// In hardware words.
    pub message: String,
    /// File, as in [`PinSite::file`].
    pub file: PathBuf,
    /// 1-based.
    pub line: usize,
}

/// Something that the board wires to a pin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PinWiring {
    /// What: `LED`, `button BOOT`, `flash`, `USB`.
    pub what: String,
    /// Source of the fact.
    pub source: String,
}

/// One use. Lines and columns are 1-based, columns count Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PinSite {
    /// File, relative to the map's root where it lies below.
    pub file: PathBuf,
    /// Where the pin is written in the use.
    pub line: usize,
    /// See [`PinSite::line`].
    pub column: usize,
    /// Its end.
    pub end_line: usize,
    /// Its end.
    pub end_column: usize,
    /// `output`, `input_pull_up`, `i2c_sda` …
    pub role: &'static str,
    /// The expression as written: `LED`, `34`, `leds[i]`.
    pub expression: String,
    /// Function or class that uses it: `pinMode`, `Servo.attach`.
    pub callee: String,
    /// Name of the constant that the pin was given by.
    pub name: Option<String>,
    /// Where the number is written, if elsewhere.
    pub origin: Option<PinOrigin>,
    /// Peripheral instance, where the call names one.
    pub bus: Option<i64>,
}

/// A place where a pin's number is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PinOrigin {
    /// File, as in [`PinSite::file`].
    pub file: PathBuf,
    /// 1-based.
    pub line: usize,
    /// 1-based.
    pub column: usize,
}

/// Uses that cannot share a wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PinConflict {
    /// In hardware words.
    pub text: String,
    /// Indices into [`MappedPin::uses`].
    pub uses: Vec<usize>,
}

/// A reason to think twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PinMapCaution {
    /// What sort of trouble.
    pub kind: CautionKind,
    /// One sentence in hardware words.
    pub text: String,
    /// Source of the fact.
    pub source: String,
}

/// One map for each program among the files and each of its targets, in the order of the files and of
/// the targets in their projects. Paths are given relative to `root`.
///
/// Pins are shared inside of a program and never between two: sketches that lie in one project are
/// flashed one at a time.
pub fn pin_maps(root: &Path, analyses: &[Analysis]) -> Vec<PinMap> {
    let mut maps: Vec<PinMap> = Vec::new();
    for analysis in analyses {
        let program = analysis.program_root();
        let program = program.strip_prefix(root).unwrap_or(program).to_path_buf();
        for (index, target) in analysis.targets.iter().enumerate() {
            let runtime = target.runtime.coordinate();
            let environments = analysis.environments.get(index).cloned().unwrap_or_default();
            let same = |map: &PinMap| {
                map.program == program && map.board == target.board.id && map.runtime == runtime && map.environments == environments
            };
            let at = maps.iter().position(same).unwrap_or_else(|| {
                let empty = PinMap::empty(root, target);
                maps.push(PinMap { program: program.clone(), environments: environments.clone(), ..empty });
                maps.len() - 1
            });
            maps[at].add(analysis, target, &analysis.seen_by(index));
        }
    }
    for map in &mut maps {
        map.pins.iter_mut().for_each(MappedPin::find_conflicts);
    }
    maps
}

/// A picture of each map. `analyses` are those that the maps were made of.
pub fn pictures(maps: &[PinMap], analyses: &[Analysis], wish: Option<Wish>) -> Vec<picture::Picture> {
    let targets = || analyses.iter().flat_map(|analysis| &analysis.targets);
    maps.iter()
        .filter_map(|map| {
            let target = targets().find(|target| target.board.id == map.board && target.runtime.coordinate() == map.runtime)?;
            Some(picture::Picture::new(map, target, wish))
        })
        .collect()
}

impl PinMap {
    /// The board without a program.
    pub fn empty(root: &Path, target: &Target) -> Self {
        let pins = target.pins.iter().map(|pin| MappedPin {
            pin: pin.number,
            chip_pin: pin.chip_pin.clone(),
            names: pin.names.clone(),
            exposed: pin.exposed,
            wiring: wiring(target, pin),
            uses: Vec::new(),
            conflicts: Vec::new(),
            findings: Vec::new(),
            cautions: pin
                .cautions
                .iter()
                .map(|caution| PinMapCaution { kind: caution.kind, text: caution.text.clone(), source: caution.source.clone() })
                .collect(),
        });
        Self {
            version: 1,
            board: target.board.id.clone(),
            board_name: target.board.name.clone(),
            chip: target.chip.id.clone(),
            runtime: target.runtime.coordinate(),
            environments: Vec::new(),
            root: root.to_path_buf(),
            program: PathBuf::new(),
            files: Vec::new(),
            pins: pins.collect(),
        }
    }

    fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_path_buf()
    }

    fn add(&mut self, analysis: &Analysis, target: &Target, snapshot: &Snapshot) {
        let file = self.relative(&analysis.path);
        let findings = analysis.findings_for(snapshot, target);
        for UsedPin { pin, fact } in check::pins_in_use(snapshot, target) {
            let start = position::to_line_column(&snapshot.text, fact.span.start);
            let end = position::to_line_column(&snapshot.text, fact.span.end);
            let origin = fact.origin.map(|origin| {
                let at = position::to_line_column(&snapshot.text, origin.start);
                PinOrigin { file: file.clone(), line: at.line, column: at.column }
            });
            let elsewhere = fact.elsewhere.as_ref();
            let origin =
                origin.or_else(|| elsewhere.map(|it| PinOrigin { file: self.relative(&it.path), line: it.line, column: it.column }));
            let site = PinSite {
                file: file.clone(),
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
                role: role_name(fact.role),
                expression: snapshot.slice(fact.span),
                callee: fact.callee,
                name: fact.constant,
                origin,
                bus: fact.bus,
            };
            let concerns = |finding: &&Finding| {
                let touches = |span: document::Span| finding.span.start < span.end && span.start < finding.span.end;
                touches(fact.span) || fact.origin.is_some_and(touches)
            };
            if let Ok(at) = self.pins.binary_search_by_key(&pin, |mapped| mapped.pin) {
                for finding in findings.iter().filter(concerns) {
                    let line = position::to_line_column(&snapshot.text, finding.span.start).line;
                    let finding = PinFinding {
                        rule: finding.rule,
                        severity: finding.severity.name(),
                        message: finding.message.clone(),
                        file: file.clone(),
                        line,
                    };
                    if !self.pins[at].findings.contains(&finding) {
                        self.pins[at].findings.push(finding);
                    }
                }
                self.pins[at].uses.push(site);
            }
        }
        if !self.files.contains(&file) {
            self.files.push(file);
        }
    }

    /// Pins that the program uses.
    pub fn used(&self) -> impl Iterator<Item = &MappedPin> {
        self.pins.iter().filter(|pin| !pin.uses.is_empty())
    }
}

impl MappedPin {
    /// Two names for two jobs are two circuits on one wire; one name may change its job.
    fn find_conflicts(&mut self) {
        for (index, site) in self.uses.iter().enumerate() {
            let Some(job) = role_named(site.role).and_then(Job::of) else { continue };
            let earlier = self.uses[..index].iter().position(|other| {
                let other_job = role_named(other.role).and_then(Job::of);
                other_job.is_some_and(|other_job| other_job != job)
                    && matches!((&other.name, &site.name), (Some(other), Some(name)) if other != name)
            });
            let Some(first) = earlier else { continue };
            let known = self.conflicts.iter_mut().find(|conflict| conflict.uses.first() == Some(&first));
            if let Some(conflict) = known {
                conflict.uses.push(index);
                continue;
            }
            let describe = |site: &PinSite| {
                let job = role_named(site.role).and_then(Job::of).map_or("used", Job::name);
                format!("{} as {job} in {}:{}", site.name.as_deref().unwrap_or(&site.expression), site.file.display(), site.line)
            };
            let text = format!("{} and {} are on one pin", describe(&self.uses[first]), describe(site));
            self.conflicts.push(PinConflict { text, uses: vec![first, index] });
        }
    }
}

/// What the board has on a pin: its wiring table, and the cautions that speak of wires.
fn wiring(target: &Target, pin: &boards::Pin) -> Vec<PinWiring> {
    let own = target.board.wiring.iter().filter(|wiring| wiring.pin == pin.number);
    let mut all: Vec<PinWiring> = own.map(|wiring| PinWiring { what: wiring.what.clone(), source: wiring.source.clone() }).collect();
    for caution in &pin.cautions {
        let what = match caution.kind {
            CautionKind::Flash => "flash",
            CautionKind::Psram => "PSRAM",
            CautionKind::Usb => "USB",
            CautionKind::Serial => "serial console",
            CautionKind::Wired if all.is_empty() => &caution.text,
            _ => continue,
        };
        all.push(PinWiring { what: what.to_owned(), source: caution.source.clone() });
    }
    if all.is_empty() && pin.names.iter().any(|name| name.starts_with("LED_BUILTIN") || name == "LED") {
        all.push(PinWiring { what: "LED".to_owned(), source: pin.source.clone() });
    }
    all
}

/// Names of roles in the JSON.
const ROLES: [(PinRole, &str); 21] = [
    (PinRole::Input, "input"),
    (PinRole::InputPullUp, "input_pull_up"),
    (PinRole::InputPullDown, "input_pull_down"),
    (PinRole::Output, "output"),
    (PinRole::DigitalRead, "digital_read"),
    (PinRole::AnalogRead, "analog_read"),
    (PinRole::Pwm, "pwm"),
    (PinRole::Servo, "servo"),
    (PinRole::Dac, "dac"),
    (PinRole::Touch, "touch"),
    (PinRole::Interrupt, "interrupt"),
    (PinRole::InterruptNumber, "interrupt_number"),
    (PinRole::I2cSda, "i2c_sda"),
    (PinRole::I2cScl, "i2c_scl"),
    (PinRole::SpiSck, "spi_sck"),
    (PinRole::SpiMosi, "spi_mosi"),
    (PinRole::SpiMiso, "spi_miso"),
    (PinRole::SpiCs, "spi_cs"),
    (PinRole::UartTx, "uart_tx"),
    (PinRole::UartRx, "uart_rx"),
    (PinRole::Data, "data"),
];

fn role_name(role: PinRole) -> &'static str {
    ROLES.iter().find(|(known, _)| *known == role).map_or("unspecified", |(_, name)| name)
}

fn role_named(name: &str) -> Option<PinRole> {
    ROLES.iter().find(|(_, known)| *known == name).map(|(role, _)| *role)
}

#[cfg(test)]
mod tests {
    use document::Language;

    use super::*;
    use crate::{Host, Settings};

    fn map(board: &str, files: &[(&str, &str)]) -> PinMap {
        let mut host = Host::new(Settings { board: Some(board.to_owned()), ..Settings::standard() });
        let analyses: Vec<Analysis> = files
            .iter()
            .map(|(name, text)| {
                let path = Path::new("/p").join(name);
                assert!(host.open(&path, text, 0, Some(Language::Arduino)));
                host.analysis(&path).unwrap()
            })
            .collect();
        pin_maps(Path::new("/p"), &analyses).remove(0)
    }

    #[test]
    fn two_programs_share_no_wires() {
        let mut host = Host::new(Settings { board: Some("uno".to_owned()), ..Settings::standard() });
        let analyses: Vec<Analysis> = [
            ("/p/a/a.ino", "const int BUTTON = 7;\nvoid setup() { pinMode(BUTTON, INPUT); }\n"),
            ("/p/b/b.ino", "const int LAMP = 7;\nvoid setup() { pinMode(LAMP, OUTPUT); }\n"),
        ]
        .into_iter()
        .map(|(path, text)| {
            assert!(host.open(Path::new(path), text, 0, Some(Language::Arduino)));
            host.analysis(Path::new(path)).unwrap()
        })
        .collect();
        let maps = pin_maps(Path::new("/p"), &analyses);
        let programs: Vec<_> = maps.iter().map(|map| (map.program.to_str().unwrap(), map.used().count())).collect();
        assert_eq!(programs, [("a", 1), ("b", 1)]);
        assert!(maps.iter().flat_map(|map| &map.pins).all(|pin| pin.conflicts.is_empty()));
    }

    #[test]
    fn uses_stand_at_their_pin_with_what_the_board_wired() {
        let map = map("uno", &[("a.ino", "#define LED 13\nvoid setup() { pinMode(LED, OUTPUT); }\n")]);
        let pin = map.used().next().unwrap();
        assert_eq!((pin.pin, pin.wiring.first().map(|wiring| wiring.what.contains("LED"))), (13, Some(true)));
        let site = &pin.uses[0];
        assert_eq!((site.file.to_str(), site.line, site.column, site.role), (Some("a.ino"), 2, 24, "output"));
        assert_eq!(site.origin.as_ref().map(|origin| (origin.line, origin.column)), Some((1, 13)));
        assert_eq!(map.pins.len(), boards::Tables::embedded().target("uno", boards::RuntimeKind::Arduino, None).unwrap().pins.len());
    }

    #[test]
    fn two_files_that_want_one_pin_conflict() {
        let map = map(
            "uno",
            &[
                ("door.ino", "const int BUTTON = 7;\nvoid door() { pinMode(BUTTON, INPUT_PULLUP); }\n"),
                ("lamp.ino", "const int LAMP = 7;\nvoid lamp() { pinMode(LAMP, OUTPUT); digitalWrite(LAMP, HIGH); }\n"),
            ],
        );
        let conflicts = &map.used().next().unwrap().conflicts;
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].uses, [0, 1, 2]);
        assert_eq!(conflicts[0].text, "BUTTON as an input in door.ino:2 and LAMP as an output in lamp.ino:2 are on one pin");
    }

    #[test]
    fn every_role_has_a_name_of_its_own() {
        for (role, name) in ROLES {
            assert_eq!((role_name(role), role_named(name)), (name, Some(role)));
        }
    }
}
