use kernel::{Date, Result};
use store::{On, sql};

use crate::rule::{CreditRule, CycleRule};

/// Every credit rule; there are few.
///
/// # Errors
/// When the database refuses.
pub async fn list_rules(on: impl Into<On<'_>>) -> Result<Vec<CreditRule>> {
    Ok(sql("select version, region, level, mode, minutes_per_hour, daily_hours, hours_per_credit_x100, attendance_part, attendance_whole, excellent_percent, excellent_score, clause, attendance_clause, excellent_clause, document, valid_from, valid_until from credit_rule order by version").all(on).await?)
}

/// The credit rule of this version.
///
/// # Errors
/// When the database refuses.
pub async fn find_rule(on: impl Into<On<'_>>, version: &str) -> Result<Option<CreditRule>> {
    Ok(sql("select version, region, level, mode, minutes_per_hour, daily_hours, hours_per_credit_x100, attendance_part, attendance_whole, excellent_percent, excellent_score, clause, attendance_clause, excellent_clause, document, valid_from, valid_until from credit_rule where version = $1").bind(version).optional(on).await?)
}

/// The rule of cycles that holds on a day.
///
/// # Errors
/// [`kernel::Error::Internal`] when none does: the seeded one has no end.
pub async fn find_cycle_rule(on: impl Into<On<'_>>, day: Date) -> Result<CycleRule> {
    // Before the first rule its cycles are counted backwards.
    let rules: Vec<CycleRule> = sql("select version, first_year, years, hours_target_x100, ict_target_x100, clause, document, valid_from, valid_until from cycle_rule order by valid_from desc").all(on).await?;
    let holds = |rule: &&CycleRule| rule.valid_from <= day && rule.valid_until.is_none_or(|until| day <= until);
    let found = rules.iter().find(holds).or(rules.last()).cloned();
    found.ok_or_else(|| kernel::Error::internal("no rule of cycles"))
}
