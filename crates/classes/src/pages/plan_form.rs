//! The form of a class's plan.

use http::Cx;
use kernel::{Date, Error, FieldFault, Text, text};
use serde::Deserialize;
use ui::{Choice, Field, Markup, html};

use super::parts;
use crate::class::{Plan, wrong_name, wrong_venue};
use crate::{Class, Project, VenueKind};

/// What was typed, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PlanForm {
    name: String,
    venue_kind: String,
    venue: String,
    opens_on: String,
    closes_on: String,
    planned_people: String,
}

impl PlanForm {
    /// What a class says now.
    pub(crate) fn of(class: &Class) -> Self {
        Self {
            name: class.name.clone(),
            venue_kind: class.venue_kind.as_str().to_owned(),
            venue: class.venue.clone(),
            opens_on: class.opens_on.to_string(),
            closes_on: class.closes_on.to_string(),
            planned_people: class.planned_people.to_string(),
        }
    }

    /// The plan, when dates are dates and numbers are numbers.
    ///
    /// # Errors
    /// Invalid, with each field that is not.
    pub(crate) fn read(&self) -> kernel::Result<Plan> {
        let mut faults = Vec::new();
        // In the order of the form.
        let mut wrong = |field, text: Option<Text>| faults.extend(text.map(|text| FieldFault { field, text }));
        wrong("name", wrong_name(&self.name));
        let venue_kind = self.venue_kind.parse::<VenueKind>();
        wrong("venue_kind", venue_kind.is_err().then(|| text!("class-venue-kind-missing")));
        wrong("venue", wrong_venue(&self.venue));
        let opens_on = self.opens_on.trim().parse::<Date>();
        wrong("opens_on", opens_on.is_err().then(|| text!("class-opens-on-impossible")));
        let closes_on = self.closes_on.trim().parse::<Date>();
        wrong("closes_on", closes_on.is_err().then(|| text!("class-closes-on-impossible")));
        let planned_people = self.planned_people.trim().parse::<i64>();
        wrong("planned_people", planned_people.is_err().then(|| text!("class-people-not-a-number")));
        match (opens_on, closes_on, planned_people, venue_kind) {
            (Ok(opens_on), Ok(closes_on), Ok(planned_people), Ok(venue_kind)) => Ok(Plan {
                name: self.name.clone(),
                venue_kind,
                venue: self.venue.clone(),
                opens_on,
                closes_on,
                planned_people,
            }),
            _ => Err(Error::Invalid(faults)),
        }
    }
}

/// The form, to be sent to `action`.
pub(crate) fn form(cx: &Cx, action: &str, project: &Project, typed: &PlanForm, faults: &[FieldFault]) -> Markup {
    let error = |name: &str| parts::fault(cx, faults, name);
    let keys = ["class-name", "class-venue-kind", "class-venue", "class-opens-on", "class-closes-on", "class-planned"];
    let [name, venue_kind, venue, opens_on, closes_on, planned] = keys.map(|key| cx.t(key));
    let [e_name, e_kind, e_venue, e_opens, e_closes, e_people] =
        ["name", "venue_kind", "venue", "opens_on", "closes_on", "planned_people"].map(error);
    let window = cx.say(&text!("class-window-hint", window = project.window()));
    let most = cx.say(&text!("class-people-hint", most = project.most_people));
    let labels = [VenueKind::Capital, VenueKind::Prefecture].map(|it| (it.as_str(), cx.t(it.key())));
    let choices = labels.each_ref().map(|(value, label)| Choice { value, label, hint: "" });
    let required = |name, label, value, error| Field { name, label, value, error, required: true, ..Field::default() };
    let fields = html! {
        (ui::field::text(&Field { maxlength: 60, ..required("name", &name, &typed.name, &e_name) }))
        (ui::field::radios(&required("venue_kind", &venue_kind, &typed.venue_kind, &e_kind), &choices))
        (ui::field::text(&Field { maxlength: 80, ..required("venue", &venue, &typed.venue, &e_venue) }))
        (ui::field::date(&Field { hint: &window, ..required("opens_on", &opens_on, &typed.opens_on, &e_opens) }))
        (ui::field::date(&required("closes_on", &closes_on, &typed.closes_on, &e_closes)))
        (ui::field::number(&Field { hint: &most, inputmode: "numeric", ..required("planned_people", &planned, &typed.planned_people, &e_people) }))
        (ui::button(&cx.t("class-save")))
    };
    html! {
        (parts::summary(cx, faults))
        (cx.keeping(&ui::Form { action, ..ui::Form::default() }, &fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_dates_and_words_for_numbers_are_named_by_field() {
        let typed = PlanForm {
            opens_on: "2011-02-30".into(),
            closes_on: "2011-13-01".into(),
            planned_people: "四十".into(),
            venue_kind: "moon".into(),
            name: "双语教师培训班".into(),
            venue: "河岸师范大学".into(),
        };
        let Err(Error::Invalid(faults)) = typed.read() else { panic!("invalid") };
        assert_eq!(
            faults.iter().map(|it| it.field).collect::<Vec<_>>(),
            ["venue_kind", "opens_on", "closes_on", "planned_people"]
        );
    }

    #[test]
    fn an_empty_form_names_each_field_once_and_in_its_order() {
        let Err(Error::Invalid(faults)) = PlanForm::default().read() else { panic!("invalid") };
        assert_eq!(
            faults.iter().map(|it| it.field).collect::<Vec<_>>(),
            ["name", "venue_kind", "venue", "opens_on", "closes_on", "planned_people"]
        );
        let said: std::collections::BTreeSet<_> = faults.iter().map(|it| it.text.key.as_str()).collect();
        assert_eq!(said.len(), faults.len(), "no two fields are told the same");
    }
}
