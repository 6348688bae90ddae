//! The vocabulary in byte order: which tokens begin with some bytes, which are a beginning of them.
//!
//! Sorted, the tokens below any byte prefix stand in one run, so the sorted list *is* the trie:
//! following a byte narrows the run by two binary searches. No nodes, four bytes a token.

use std::ops::Range;

use crate::vocabulary::TokenId;

/// Tokens that have bytes, in byte order.
#[derive(Debug, Clone)]
pub struct TokenTrie {
    sorted: Vec<TokenId>,
}

/// A place in the trie: some bytes were followed, these tokens go on from there.
#[derive(Debug, Clone)]
struct Node {
    depth: usize,
    run: Range<usize>,
}

impl TokenTrie {
    /// Sorts the tokens; those without bytes (special ones) are left out.
    pub fn new(tokens: &[Box<[u8]>]) -> Self {
        let mut sorted: Vec<TokenId> = (0..tokens.len() as TokenId).filter(|&id| !tokens[id as usize].is_empty()).collect();
        sorted.sort_unstable_by(|&a, &b| tokens[a as usize].cmp(&tokens[b as usize]).then(a.cmp(&b)));
        Self { sorted }
    }

    /// Tokens whose bytes begin with `prefix` (and may equal it).
    pub fn starting_with(&self, tokens: &[Box<[u8]>], prefix: &[u8]) -> &[TokenId] {
        let mut node = self.root();
        for &byte in prefix {
            node = self.child(tokens, &node, byte);
        }
        &self.sorted[node.run]
    }

    /// Tokens that are a beginning of `text` or all of it, shortest first.
    pub fn beginnings_of<'a>(&'a self, tokens: &'a [Box<[u8]>], text: &'a [u8]) -> impl Iterator<Item = TokenId> + 'a {
        let mut node = self.root();
        text.iter()
            .map_while(move |&byte| {
                node = self.child(tokens, &node, byte);
                (!node.run.is_empty()).then(|| self.ending_here(tokens, &node))
            })
            .flatten()
            .copied()
    }

    fn root(&self) -> Node {
        Node { depth: 0, run: 0..self.sorted.len() }
    }

    fn child(&self, tokens: &[Box<[u8]>], node: &Node, byte: u8) -> Node {
        let run = &self.sorted[node.run.clone()];
        let at = |id: &TokenId| tokens[*id as usize].get(node.depth).copied();
        let start = node.run.start + run.partition_point(|id| at(id) < Some(byte));
        let end = node.run.start + run.partition_point(|id| at(id) <= Some(byte));
        Node { depth: node.depth + 1, run: start..end }
    }

    /// Tokens that end exactly at the node: they sort before all longer ones.
    fn ending_here(&self, tokens: &[Box<[u8]>], node: &Node) -> &[TokenId] {
        let run = &self.sorted[node.run.clone()];
        let n_here = run.partition_point(|&id| tokens[id as usize].len() == node.depth);
        &run[..n_here]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn agrees_with_looking_at_every_token() {
        let mut random = Random::new(1);
        for _ in 0..200 {
            let tokens: Vec<Box<[u8]>> = (0..random.below(60)).map(|_| random.word(b"abc", 4).into()).collect();
            let trie = TokenTrie::new(&tokens);
            let text = random.word(b"abc", 5);
            let select = |keep: &dyn Fn(&[u8]) -> bool| -> Vec<TokenId> {
                (0..tokens.len() as TokenId).filter(|&id| keep(&tokens[id as usize])).collect()
            };
            let mut found = trie.starting_with(&tokens, &text).to_vec();
            found.sort_unstable();
            assert_eq!(found, select(&|token| !token.is_empty() && token.starts_with(&text)));
            let mut found: Vec<_> = trie.beginnings_of(&tokens, &text).collect();
            assert!(found.is_sorted_by_key(|&id| tokens[id as usize].len()));
            found.sort_unstable();
            assert_eq!(found, select(&|token| !token.is_empty() && text.starts_with(token)));
        }
    }
}
