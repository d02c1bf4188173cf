//! People who are at another school.

use kernel::{PersonId, Result};
use registry::Organisation;
use store::{Tx, sql_list};

/// Takes the open enrolments of `people`, and what is asked for in them, to another school.
///
/// # Errors
/// When the database refuses.
pub async fn move_enrolments(tx: &mut Tx, people: &[PersonId], school: &Organisation) -> Result<()> {
    sql_list(
        "update enrolment set school_id = $1, school_name = $2, place = $3 where state in ('nominated', 'county-approved', 'admitted', 'confirmed') and person_id in ({list})",
        vec![school.id.into(), school.name.as_str().into(), (&school.place).into()],
        people.iter().copied(),
    )
    .run(&mut *tx)
    .await?;
    sql_list(
        "update enrolment_exception set place = $1 where state = 'open' and person_id in ({list})",
        vec![(&school.place).into()],
        people.iter().copied(),
    )
    .run(tx)
    .await?;
    Ok(())
}
