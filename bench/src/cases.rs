//! All cases, the limits first.

mod bare_insert;
mod duty_check;
mod find_people;
mod heartbeat;
mod hello;
mod page;
mod roster_import;
mod sign_in;

use crate::case::Case;
use crate::world;

/// Every case, in the order of the results.
pub fn all() -> Vec<Box<dyn Case>> {
    let mut cases: Vec<Box<dyn Case>> = vec![Box::new(hello::Hello), Box::new(bare_insert::BareInsert)];
    for plan in world::PAGES {
        cases.push(Box::new(page::Page(plan)));
    }
    cases.push(Box::new(heartbeat::Heartbeat));
    cases.push(Box::new(sign_in::SignIn));
    cases.push(Box::new(roster_import::RosterImport));
    cases.push(Box::new(page::Page(world::ANNEX)));
    cases.push(Box::new(page::Page(world::PEOPLE)));
    cases.push(Box::new(find_people::FindPeople));
    cases.push(Box::new(duty_check::DutyCheck));
    cases
}
