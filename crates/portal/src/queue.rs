//! What waits for a person, in order, and its clocks in words. No I/O and no clock.

use http::Todo;
use kernel::{Date, Text, text};
use ui::TagKind;

/// The most urgent first; what has no date comes last; equals stay as their slices gave them.
pub(crate) fn sort(todos: &mut [Todo]) {
    todos.sort_by_key(|todo| todo.days);
}

/// Days in words, where a slice gave no words of its own; nothing without a date.
pub(crate) fn clock(days: i64) -> Option<(TagKind, Text)> {
    match days {
        i64::MAX => None,
        ..0 => Some((TagKind::Late, text!("desk-late", days = -days))),
        0 => Some((TagKind::Late, text!("desk-today"))),
        1..=3 => Some((TagKind::Due, text!("desk-days", days = days))),
        _ => Some((TagKind::Ok, text!("desk-days", days = days))),
    }
}

/// How many wait, how many of them end today, how many are late.
pub(crate) fn count(todos: &[Todo]) -> [usize; 3] {
    let of = |taken: fn(i64) -> bool| todos.iter().filter(|todo| taken(todo.days)).count();
    [todos.len(), of(|days| days == 0), of(|days| days < 0)]
}

/// The sentence that an officer must write anyway.
pub(crate) fn sentence(organisation: &str, on: Date, todos: &[Todo]) -> Text {
    let [all, today, late] = count(todos);
    text!("desk-sentence", organisation = organisation, on = on.at_length(), all = all, today = today, late = late)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn todo(title: &str, days: i64) -> Todo {
        Todo { title: title.into(), facts: String::new(), tag: None, action: (String::new(), String::new()), days }
    }

    #[test]
    fn the_late_come_first_and_the_dateless_last() {
        let mut todos = [todo("a", i64::MAX), todo("b", 3), todo("c", -2), todo("d", 3), todo("e", 0)];
        sort(&mut todos);
        assert_eq!(todos.iter().map(|it| it.title.as_str()).collect::<String>(), "cebda");
        assert_eq!(count(&todos), [5, 1, 1]);
    }

    #[test]
    fn clocks_are_words() {
        assert_eq!(clock(-2), Some((TagKind::Late, text!("desk-late", days = 2_i64))));
        assert_eq!(clock(0), Some((TagKind::Late, text!("desk-today"))));
        assert_eq!(clock(3), Some((TagKind::Due, text!("desk-days", days = 3_i64))));
        assert_eq!(clock(i64::MAX), None);
    }
}
