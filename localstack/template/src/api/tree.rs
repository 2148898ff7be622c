//! The resources of the gateway: a tree whose nodes are segments of paths.
//!
//! The gateway may or may not try a less specific resource if the most specific one lacks the method. No request depends on
//! that: below each prefix, every node with children accepts all methods and has a child for all other segments.

use std::collections::BTreeMap;

use super::{Operation, PathTable};
use crate::TemplateError;

/// The last segment of a path that matches any number of segments.
pub(super) const GREEDY: &str = "{proxy+}";

/// A resource of the gateway.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) children: BTreeMap<String, Node>,
    /// The function of this path, below a prefix.
    pub(super) function: Option<String>,
    /// Explicit methods. All other methods go to the function as well.
    pub(super) methods: Vec<String>,
}

/// The segments of a path, without the empty one before its first slash.
pub(super) fn segments(path: &str) -> Vec<&str> {
    path.split('/').skip(1).collect()
}

/// Builds the resources that the operations need.
pub(super) fn build(operations: &[Operation], table: &PathTable) -> Result<Node, TemplateError> {
    let mut root = Node::default();
    for prefix in &table.prefixes {
        insert(&mut root, &segments(&prefix.path));
    }
    for operation in operations.iter().filter(|operation| table.throttle(operation).is_some()) {
        let node = insert(&mut root, &segments(&operation.path));
        let same_path = operations.iter().filter(|other| other.path == operation.path);
        node.methods = same_path.map(|other| other.method.clone()).collect();
        node.methods.push("OPTIONS".to_owned());
    }
    complete(&mut root, &mut Vec::new(), operations, table)?;
    Ok(root)
}

fn insert<'node>(root: &'node mut Node, parts: &[&str]) -> &'node mut Node {
    parts.iter().fold(root, |node, part| node.children.entry((*part).to_owned()).or_default())
}

/// Adds the function to each node, and a child for all segments without a node.
fn complete(
    node: &mut Node,
    parts: &mut Vec<String>,
    operations: &[Operation],
    table: &PathTable,
) -> Result<(), TemplateError> {
    let path = format!("/{}", parts.join("/"));
    let variable: Vec<_> = node.children.keys().filter(|part| part.starts_with('{')).cloned().collect();
    if let [one, other, ..] = variable.as_slice() {
        let reason = format!("{path} has both {one} and {other} below it, and the gateway takes one variable segment");
        return Err(TemplateError::invalid("functions/paths.yaml", reason));
    }
    node.function = table.prefix(&path).map(|prefix| prefix.function.clone());
    let below = format!("{}/", path.trim_end_matches('/'));
    let has_more = !node.children.is_empty() || operations.iter().any(|operation| operation.path.starts_with(&below));
    for (part, child) in &mut node.children {
        parts.push(part.clone());
        complete(child, parts, operations, table)?;
        parts.pop();
    }
    if node.function.is_some() && has_more && variable.is_empty() {
        let rest = Node { function: node.function.clone(), ..Node::default() };
        node.children.insert(GREEDY.to_owned(), rest);
    }
    Ok(())
}
