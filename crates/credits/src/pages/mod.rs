//! The pages: handler and markup together, one file for each thing.

mod account;
mod certificate;
mod check;
mod completion;
mod completions;
mod correction;
mod entry;
mod recognition;
mod trainee;
mod words;

use http::Routes;

/// Every route of the slice.
pub fn routes() -> Routes {
    Routes::new()
        .get("/completions", completions::index)
        .get("/classes/{class}/completion", completion::show)
        .post("/classes/{class}/completion", completion::create)
        .get("/classes/{class}/completion/{person}", trainee::show)
        .post("/classes/{class}/completion/{person}", trainee::update)
        .get("/recognitions", recognition::index)
        .get("/recognitions/{class}/{county}", recognition::show)
        .post("/recognitions/{class}/{county}/confirmation", recognition::confirm)
        .post("/recognitions/{class}/{county}/return", recognition::send_back)
        .get("/hours", account::own)
        .get("/hours/record.xlsx", account::record)
        .get("/hours/{entry}", entry::own)
        .get("/hours/{entry}/certificate.pdf", certificate::own)
        .get("/people/{person}/hours", account::show)
        .get("/people/{person}/hours/{entry}", entry::show)
        .get("/people/{person}/hours/{entry}/certificate.pdf", certificate::show)
        .get("/people/{person}/hours/{entry}/reversal", correction::new_reversal)
        .post("/people/{person}/hours/{entry}/reversal", correction::create_reversal)
        .get("/people/{person}/hours/{entry}/revocation", correction::new_revocation)
        .post("/people/{person}/hours/{entry}/revocation", correction::create_revocation)
        .get("/corrections", correction::index)
        .get("/people/{person}/corrections/{correction}", correction::show)
        .post("/people/{person}/corrections/{correction}", correction::decide)
        .get("/certificates", check::index)
        .get("/certificates/{number}", check::show)
}
