//! The pages of the slice: handler and markup together.

mod admissions;
mod approvals;
mod candidates;
mod exceptions;
mod filing;
mod index;
mod mine;
mod nominations;
mod parts;
mod person;
mod plan;
mod plan_form;
mod recruitment;
mod show;
mod timetable;
mod waiting;

use http::Routes;

pub(crate) use waiting::waiting;

/// The routes of the slice.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/classes", index::index)
        .get("/classes/mine", mine::index)
        .get("/projects/{project}/classes/new", plan::new)
        .post("/projects/{project}/classes", plan::create)
        .of("/projects/{project}/classes/new")
        .get("/classes/{class}", show::show)
        .post("/classes/{class}", plan::update)
        .get("/classes/{class}/edit", plan::edit)
        .get("/classes/{class}/timetable", timetable::edit)
        .post("/classes/{class}/timetable", timetable::update)
        .post("/classes/{class}/sessions", timetable::create)
        .of("/classes/{class}/timetable")
        .post("/classes/{class}/sessions/{nth}/removal", timetable::remove)
        .of("/classes/{class}/timetable")
        .post("/classes/{class}/submission", filing::submit)
        .get("/classes/{class}/filing", filing::show)
        .post("/classes/{class}/filing", filing::create)
        .post("/classes/{class}/opening", filing::open)
        .get("/classes/{class}/recruitment", recruitment::show)
        .get("/classes/{class}/nominations", candidates::index)
        .post("/classes/{class}/nominations/finding", candidates::find)
        .get("/classes/{class}/nominations/{person}", nominations::new)
        .post("/classes/{class}/nominations/{person}", nominations::create)
        .post("/classes/{class}/nominations/{person}/withdrawal", nominations::withdraw)
        .get("/classes/{class}/approvals", approvals::index)
        .post("/classes/{class}/approvals", approvals::create)
        .get("/classes/{class}/admissions", admissions::index)
        .post("/classes/{class}/admissions", admissions::create)
        .get("/classes/{class}/people/{person}", person::show)
        .get("/exceptions", exceptions::index)
        .get("/classes/{class}/exceptions/{person}/{rule}", exceptions::show)
        .post("/classes/{class}/exceptions/{person}/{rule}", exceptions::create)
        .get("/classes/{class}/mine", mine::show)
        .post("/classes/{class}/confirmation", mine::confirm)
        .of("/classes/{class}/mine")
}
