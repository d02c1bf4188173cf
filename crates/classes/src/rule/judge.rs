use kernel::{Date, Text, text};
use registry::codes::{self, Table};

use super::{Candidate, Field, Op, Other, Rule, Strength, Verdict};

/// Judges `candidate` by the rules that hold on the opening day: one verdict for each rule, in the order
/// of their codes. Of a rule's versions the newest valid one counts.
#[must_use]
pub fn judge(rules: &[Rule], candidate: &Candidate, opens_on: Date) -> Vec<Verdict> {
    let mut codes: Vec<&str> = rules.iter().map(|rule| rule.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().filter_map(|code| verdict(rules, code, candidate, opens_on)).collect()
}

fn verdict(rules: &[Rule], code: &str, candidate: &Candidate, opens_on: Date) -> Option<Verdict> {
    let valid = |rule: &&Rule| {
        rule.code == code && rule.valid_from <= opens_on && rule.valid_until.is_none_or(|until| opens_on <= until)
    };
    let version = rules.iter().filter(valid).map(|rule| rule.version).max()?;
    let mut conditions: Vec<&Rule> = rules.iter().filter(valid).filter(|rule| rule.version == version).collect();
    conditions.sort_by_key(|rule| rule.nth);
    let rule = *conditions.first()?;
    let findings: Vec<Finding> = conditions.iter().map(|rule| find(rule, candidate, opens_on)).collect();
    // The first condition that fails explains the verdict; when all hold, the first one does.
    let telling = findings.iter().find(|finding| !finding.holds).or_else(|| findings.first())?;
    let passed = findings.iter().all(|finding| finding.holds);
    Some(Verdict {
        code: code.to_owned(),
        strength: rule.strength,
        passed,
        words: rule.words.clone(),
        clause: rule.citation.clone(),
        given: telling.given.clone(),
        limit: telling.limit.clone(),
        points: if passed { rule.weight } else { 0 },
        approver: if rule.strength == Strength::Soft { rule.approver.clone() } else { None },
        version,
    })
}

struct Finding {
    holds: bool,
    given: Text,
    limit: Text,
}

fn find(rule: &Rule, candidate: &Candidate, opens_on: Date) -> Finding {
    match rule.field {
        Field::Region => region(rule, candidate),
        Field::Ethnicity => coded(rule, Some(&candidate.ethnicity), codes::ethnicity()),
        Field::Bilingual => Finding {
            holds: candidate.bilingual == (rule.value == "true"),
            given: Text::new(if candidate.bilingual {
                "selection-given-bilingual"
            } else {
                "selection-given-not-bilingual"
            }),
            limit: text!("selection-limit-bilingual"),
        },
        Field::PscLevel => coded(rule, candidate.psc_level.as_deref(), codes::psc_level()),
        Field::Age => age(rule, candidate, opens_on),
        Field::UrbanRural => coded(rule, candidate.urban_rural.as_deref(), codes::urban_rural()),
        Field::Post => coded(rule, candidate.post.as_deref(), codes::post()),
        Field::Overlap => others(&candidate.overlapping, |_| true, text!("selection-limit-no-overlap")),
        Field::SameTopic => {
            let years: i16 = rule.value.parse().unwrap_or(3);
            let since = years_before(opens_on, years);
            others(
                &candidate.same_topic,
                |other| other.closes_on >= since,
                text!("selection-limit-same-topic", years = years, since = since),
            )
        }
    }
}

fn values(rule: &Rule) -> impl Iterator<Item = &str> {
    rule.value.split(',').map(str::trim)
}

fn region(rule: &Rule, candidate: &Candidate) -> Finding {
    let inside =
        candidate.place.as_str().split('/').any(|step| !step.is_empty() && values(rule).any(|value| value == step));
    Finding {
        holds: inside == (rule.op != Op::Not),
        given: Text::new(if inside { "selection-given-region-in" } else { "selection-given-region-out" }),
        limit: text!("selection-limit-region"),
    }
}

/// A value of a code table against one code or a list; a missing value is `none`.
fn coded(rule: &Rule, given: Option<&str>, table: &Table) -> Finding {
    let name = |code: &str| table.by_code(code).map(|it| it.name.clone());
    let code = given.filter(|code| !code.is_empty()).unwrap_or("none");
    let listed = values(rule).any(|value| value == code);
    let names: Vec<String> = values(rule).filter_map(name).collect();
    let names = names.join("、");
    Finding {
        holds: match rule.op {
            // What nobody recorded is not thereby different.
            Op::Not => !listed && code != "none",
            _ => listed,
        },
        given: name(code)
            .map_or_else(|| text!("selection-given-nothing"), |name| text!("selection-given-words", words = name)),
        limit: if rule.op == Op::Not {
            text!("selection-limit-not", names = names)
        } else {
            text!("selection-limit-in", names = names)
        },
    }
}

fn age(rule: &Rule, candidate: &Candidate, opens_on: Date) -> Finding {
    let years = candidate.born_on.age_on(opens_on);
    let given = text!("selection-given-age", born = candidate.born_on, years = years);
    match (rule.op, rule.value.parse::<Date>(), rule.value.parse::<i16>()) {
        (Op::BornFrom, Ok(first), _) => {
            Finding { holds: candidate.born_on >= first, given, limit: text!("selection-limit-born", first = first) }
        }
        (Op::AtMostYears, _, Ok(most)) => Finding {
            holds: years <= most,
            given,
            limit: text!("selection-limit-years", most = most, first = first_birthday(opens_on, most), on = opens_on),
        },
        // A rule that cannot be read lets nobody pass unseen.
        _ => Finding { holds: false, given, limit: text!("selection-limit-unreadable", value = rule.value.clone()) },
    }
}

/// The earliest birth date of somebody who is at most `most` full years old on `on`.
fn first_birthday(on: Date, most: i16) -> Date {
    years_before(on, most + 1).plus_days(1)
}

fn years_before(on: Date, years: i16) -> Date {
    Date::of(on.year() - years, on.month(), on.day())
        .or_else(|| Date::of(on.year() - years, on.month(), 28))
        .unwrap_or(on)
}

fn others(list: &[Other], counts: impl Fn(&&Other) -> bool, limit: Text) -> Finding {
    match list.iter().find(counts) {
        None => Finding { holds: true, given: text!("selection-given-none"), limit },
        Some(other) => Finding {
            holds: false,
            given: text!(
                "selection-given-class",
                number = other.number.clone(),
                from = other.opens_on,
                until = other.closes_on
            ),
            limit,
        },
    }
}
