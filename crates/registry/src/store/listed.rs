//! People as they stand in a list that leaves the house.

use authz::Place;
use kernel::{Date, Month, OrganisationId, PersonId, Result};
use store::{On, sql, sql_list};

store::record! {
    /// One of the list.
    pub struct ListedPerson {
        /// Who.
        pub id: PersonId,
        /// 姓名.
        pub name: String,
        /// 证件类型.
        pub identity_kind: String,
        /// The sealed number.
        pub identity_cipher: Vec<u8>,
        /// The number as it is shown.
        pub identity_masked: String,
        /// 性别.
        pub sex: String,
        /// 出生日期.
        pub born_on: Date,
        /// 民族.
        pub ethnicity: String,
        /// Where the person works.
        pub school_id: OrganisationId,
        /// 任教学段.
        pub stage: Option<String>,
        /// 任教学科.
        pub subject: Option<String>,
        /// 职称.
        pub title: Option<String>,
        /// The sealed mobile number.
        pub mobile_cipher: Option<Vec<u8>>,
        /// The mobile number as it is shown.
        pub mobile_masked: Option<String>,
        /// 参加工作年月.
        pub work_from: Option<Month>,
        /// 双语教师.
        pub bilingual: bool,
        /// 普通话等级.
        pub psc_level: Option<String>,
        /// 母语.
        pub language: Option<String>,
    }
}

store::record! {
    /// An organisation of the list.
    pub struct ListedOrganisation {
        /// Which.
        pub id: OrganisationId,
        /// Where.
        pub place: Place,
        /// 学校标识码, or the code of another.
        pub code: String,
        /// Its name.
        pub name: String,
    }
}

/// Organisations within `place`, itself among them, by place and id: `limit` of them after the last of an
/// earlier list.
///
/// # Errors
/// When the database refuses.
pub async fn list_organisations_to_export(
    on: impl Into<On<'_>>,
    place: &Place,
    after: Option<(&str, OrganisationId)>,
    limit: u32,
) -> Result<Vec<ListedOrganisation>> {
    let (from, until) = place.range();
    let nobody = OrganisationId::from(uuid::Uuid::nil());
    Ok(sql("select id, place, code, name from organisation where place >= $1 and place < $2 and (place, id) > ($3, $4) order by place, id limit $5")
        .bind(from)
        .bind(until)
        .bind(after.map_or("", |it| it.0))
        .bind(after.map_or(nobody, |it| it.1))
        .bind(limit)
        .all(on)
        .await?)
}

/// The people of these organisations, in the order of their names within each.
///
/// # Errors
/// When the database refuses.
pub async fn list_people_to_export(
    on: impl Into<On<'_>>,
    organisations: &[OrganisationId],
) -> Result<Vec<ListedPerson>> {
    Ok(sql_list("select id, name, identity_kind, identity_cipher, identity_masked, sex, born_on, ethnicity, school_id, stage, subject, title, mobile_cipher, mobile_masked, work_from, bilingual, psc_level, language from person where school_id in ({list}) and left_on is null order by school_id, name, id", Vec::new(), organisations.iter().copied())
        .all(on)
        .await?)
}
