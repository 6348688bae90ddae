//! What stands behind a generated program: recipes, table facts, and what the model was trained on.

use std::fmt::Write as _;

use ide::{Engine, Generated, Target};
use serde::Serialize;

/// What stands behind a program.
#[derive(Debug, Serialize)]
pub struct Explanation {
    recipes: Vec<String>,
    links: Vec<String>,
    tables: Vec<TableFact>,
    training: String,
}

#[derive(Debug, Serialize)]
struct TableFact {
    table: String,
    fact: String,
    source: String,
}

/// Gathers it.
pub fn explain(generated: &Generated, target: &Target, engine: Option<&Engine>) -> Explanation {
    let mut tables = vec![
        TableFact { table: format!("board {}", target.board.id), fact: target.board.name.clone(), source: target.board.source.clone() },
        TableFact {
            table: format!("runtime {}", target.runtime.coordinate()),
            fact: "names and numbers of arguments of everything that is called".to_owned(),
            source: target.runtime.api.source.clone(),
        },
    ];
    for choice in &generated.pins {
        let pin = target.pin(i64::from(choice.pin));
        let cautions: Vec<&str> = pin.iter().flat_map(|pin| pin.cautions.iter().map(|caution| caution.text.as_str())).collect();
        let remark = if cautions.is_empty() { String::new() } else { format!("; {}", cautions.join(" ")) };
        tables.push(TableFact {
            table: format!("pins of {}", target.chip.name),
            fact: format!("{} on pin {}: {}{remark}", choice.signal, choice.pin, choice.why),
            source: pin.map_or_else(|| target.board.source.clone(), |pin| pin.source.clone()),
        });
    }
    let training = match (generated.path.as_str(), engine) {
        ("model", Some(engine)) => format!(
            "the model {} named values with words of the request; models/cards says what it was trained on, and nothing else of the program comes from it",
            engine.info().name
        ),
        _ => "no line comes from the model: the text is that of the recipes, written for this project".to_owned(),
    };
    let recipes = generated.recipes.iter().map(|name| format!("corpus/recipes/{name}")).collect();
    Explanation { recipes, links: generated.links.clone(), tables, training }
}

impl Explanation {
    /// For people.
    pub fn text(&self) -> String {
        let mut text = String::from("recipes\n");
        for recipe in &self.recipes {
            let _ = writeln!(text, "  {recipe}");
        }
        for link in &self.links {
            let _ = writeln!(text, "  {link}");
        }
        text.push_str("tables\n");
        for fact in &self.tables {
            let _ = writeln!(text, "  {}: {}\n    source: {}", fact.table, fact.fact, fact.source);
        }
        let _ = writeln!(text, "training\n  {}", self.training);
        text
    }
}
