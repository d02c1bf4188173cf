//! The identity numbers that a file has had so far.

use super::row::Identification;
use crate::person_name::PersonName;
use std::collections::hash_map::{Entry, HashMap};

/// What a file has had so far; one for each file, filled row by row.
#[derive(Debug, Default)]
pub struct Seen {
    numbers: HashMap<Identification, First>,
}

#[derive(Debug)]
struct First {
    row: u32,
    name: PersonName,
    disputed: bool,
}

/// How a number stood in the file before.
pub(super) enum Before {
    /// Under the same name, in that row.
    SameName(u32),
    /// Under another name, in that row.
    OtherName(u32),
}

impl Seen {
    /// Notes a number with its name and row; tells where it stood before.
    pub(super) fn note(&mut self, number: &Identification, name: &PersonName, row: u32) -> Option<Before> {
        match self.numbers.entry(number.clone()) {
            Entry::Vacant(place) => {
                place.insert(First { row, name: name.clone(), disputed: false });
                None
            }
            Entry::Occupied(place) if place.get().name == *name => Some(Before::SameName(place.get().row)),
            Entry::Occupied(mut place) => {
                place.get_mut().disputed = true;
                Some(Before::OtherName(place.get().row))
            }
        }
    }

    /// The rows that had a number first which a later row has under another
    /// name: nobody can tell which of the two is right, so that a careful
    /// import refuses the first too. In rising order.
    pub fn disputed(&self) -> Vec<u32> {
        let mut rows: Vec<_> = self.numbers.values().filter(|first| first.disputed).map(|first| first.row).collect();
        rows.sort_unstable();
        rows
    }
}
