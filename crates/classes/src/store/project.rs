use authz::Place;
use kernel::{Id, OrganisationId, Result};
use store::{Insert, On, Tx, sql};

use crate::project::Allowed;
use crate::{Project, Rule};

/// The project `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_project(on: impl Into<On<'_>>, id: Id<Project>) -> Result<Option<Project>> {
    Ok(sql("select id, number, name, scheme, level, topic, document, clause, province_id, province_name, province_place, province_code, window_from, window_until, most_people, practice_percent, practice_clause, classes, approved_at from project where id = $1").bind(id).optional(on).await?)
}

/// The project `id`, which must exist.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_project(on: impl Into<On<'_>>, id: Id<Project>) -> Result<Project> {
    find_project(on, id).await?.ok_or(kernel::Error::NotFound)
}

/// Projects of provinces within `place`, by number, `limit` of them after the number `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_projects_within(
    on: impl Into<On<'_>>,
    place: &Place,
    after: &str,
    limit: u32,
) -> Result<Vec<Project>> {
    let (from, until) = place.range();
    Ok(sql("select id, number, name, scheme, level, topic, document, clause, province_id, province_name, province_place, province_code, window_from, window_until, most_people, practice_percent, practice_clause, classes, approved_at from project where province_place >= $1 and province_place < $2 and number > $3 order by number limit $4")
        .bind(from)
        .bind(until)
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// The projects in which the institutions within `place` may run classes, by number.
///
/// # Errors
/// When the database refuses.
pub async fn list_projects_for_institution(on: impl Into<On<'_>>, place: &Place, limit: u32) -> Result<Vec<Project>> {
    let (from, until) = place.range();
    Ok(sql("select p.id, p.number, p.name, p.scheme, p.level, p.topic, p.document, p.clause, p.province_id, p.province_name, p.province_place, p.province_code, p.window_from, p.window_until, p.most_people, p.practice_percent, p.practice_clause, p.classes, p.approved_at from project p join project_institution i on i.project_id = p.id where i.place >= $1 and i.place < $2 order by p.number limit $3")
        .bind(from)
        .bind(until)
        .bind(limit)
        .all(on)
        .await?)
}

/// The institutions that may run classes of a project.
///
/// # Errors
/// When the database refuses.
pub async fn list_allowed(on: impl Into<On<'_>>, project: Id<Project>) -> Result<Vec<Allowed>> {
    Ok(sql(
        "select organisation_id, name, place from project_institution where project_id = $1 order by organisation_id",
    )
    .bind(project)
    .all(on)
    .await?)
}

/// Every row of a project's rules, all versions.
///
/// # Errors
/// When the database refuses.
pub async fn list_rules(on: impl Into<On<'_>>, project: Id<Project>) -> Result<Vec<Rule>> {
    Ok(sql("select project_id, code, nth, field, op, value, strength, weight, approver, words, citation, version, valid_from, valid_until from project_rule where project_id = $1 order by code, version, nth").bind(project).all(on).await?)
}

/// The number of the project's next class.
pub async fn next_class(tx: &mut Tx, project: Id<Project>) -> Result<i64> {
    sql("update project set classes = classes + 1 where id = $1").bind(project).run(&mut *tx).await?;
    Ok(sql("select classes as value from project where id = $1").bind(project).value(tx).await?)
}

/// Writes an approved project with the institutions that may run its classes.
pub async fn insert_project(tx: &mut Tx, it: &Project, allowed: &[(OrganisationId, &str, &Place)]) -> Result<()> {
    let mut rows = Insert::into(
        "project",
        &[
            "id",
            "number",
            "name",
            "scheme",
            "level",
            "topic",
            "document",
            "clause",
            "province_id",
            "province_name",
            "province_place",
            "province_code",
            "window_from",
            "window_until",
            "most_people",
            "practice_percent",
            "practice_clause",
            "classes",
            "approved_at",
        ],
    );
    rows.row([
        it.id.into(),
        it.number.as_str().into(),
        it.name.as_str().into(),
        it.scheme.as_str().into(),
        it.level.as_str().into(),
        it.topic.as_str().into(),
        it.document.as_str().into(),
        it.clause.as_str().into(),
        it.province_id.into(),
        it.province_name.as_str().into(),
        (&it.province_place).into(),
        it.province_code.as_str().into(),
        it.window_from.into(),
        it.window_until.into(),
        it.most_people.into(),
        it.practice_percent.into(),
        it.practice_clause.as_str().into(),
        it.classes.into(),
        it.approved_at.into(),
    ]);
    rows.run(&mut *tx).await?;
    let mut rows = Insert::into("project_institution", &["project_id", "organisation_id", "name", "place"]);
    for (organisation, name, place) in allowed {
        rows.row([it.id.into(), (*organisation).into(), (*name).into(), (*place).into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Writes rules.
pub async fn insert_rules(tx: &mut Tx, rules: &[Rule]) -> Result<()> {
    let mut rows = Insert::into(
        "project_rule",
        &[
            "project_id",
            "code",
            "nth",
            "field",
            "op",
            "value",
            "strength",
            "weight",
            "approver",
            "words",
            "citation",
            "version",
            "valid_from",
            "valid_until",
        ],
    );
    for it in rules {
        rows.row([
            it.project_id.into(),
            it.code.as_str().into(),
            it.nth.into(),
            it.field.into(),
            it.op.into(),
            it.value.as_str().into(),
            it.strength.into(),
            it.weight.into(),
            it.approver.clone().into(),
            it.words.as_str().into(),
            it.citation.as_str().into(),
            it.version.into(),
            it.valid_from.into(),
            it.valid_until.into(),
        ]);
    }
    rows.run(tx).await?;
    Ok(())
}
