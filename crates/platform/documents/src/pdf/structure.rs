//! The tags that tell a screen reader what the marks on the page are.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagTree};

/// One content mark on a page, named before it is drawn.
pub(super) type Mark = usize;

/// A part of the document in reading order.
pub(super) enum Part {
    Heading(u16, String, Vec<Mark>),
    Paragraph(Vec<Mark>),
    Figure(String, Mark),
    Table(Vec<Row>),
}

/// One row of a table; true stands before the marks of a header cell.
pub(super) struct Row {
    pub header: bool,
    pub cells: Vec<(bool, Vec<Mark>)>,
}

/// Builds the tree from the parts and the identifiers of the marks drawn.
pub(super) fn tree(parts: Vec<Part>, drawn: &[Option<Identifier>], language: &str) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for part in parts {
        let group = match part {
            Part::Heading(level, title, marks) => {
                let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
                leaf(TagGroup::new(Tag::Hn(level, Some(title))), &marks, drawn)
            }
            Part::Paragraph(marks) => leaf(TagGroup::new(Tag::P), &marks, drawn),
            Part::Figure(alt, mark) => leaf(TagGroup::new(Tag::Figure(Some(alt))), &[mark], drawn),
            Part::Table(rows) => table(rows, drawn),
        };
        tree.push(group);
    }
    tree
}

fn table(rows: Vec<Row>, drawn: &[Option<Identifier>]) -> TagGroup {
    let (mut head, mut body) = (TagGroup::new(Tag::THead), TagGroup::new(Tag::TBody));
    for row in rows {
        let mut group = TagGroup::new(Tag::TR);
        for (is_header, marks) in row.cells {
            let scope = if row.header { TableHeaderScope::Column } else { TableHeaderScope::Row };
            let cell = if is_header { TagGroup::new(Tag::TH(scope)) } else { TagGroup::new(Tag::TD) };
            group.push(leaf(cell, &marks, drawn));
        }
        if row.header { head.push(group) } else { body.push(group) }
    }
    let mut table = TagGroup::new(Tag::Table);
    table.push(head);
    table.push(body);
    table
}

fn leaf(mut group: TagGroup, marks: &[Mark], drawn: &[Option<Identifier>]) -> TagGroup {
    for mark in marks {
        if let Some(Some(id)) = drawn.get(*mark) {
            group.push(Node::Leaf(*id));
        }
    }
    group
}
