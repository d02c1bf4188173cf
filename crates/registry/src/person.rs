use authz::{Key, Noun, Place};
use kernel::{Date, Month, OrganisationId, PersonId, Refusal, Result, text};
use store::Store;

store::record! {
    /// A teacher's file: only what training needs (domain 2.19). The identity number is not in it; see
    /// [`crate::IDENTITY`].
    pub struct Person {
        /// The id.
        pub id: PersonId,
        /// 姓名.
        pub name: String,
        /// 性别, GB/T 2261.1: `1` 男, `2` 女.
        pub sex: String,
        /// 出生日期.
        pub born_on: Date,
        /// 民族, GB/T 3304.
        pub ethnicity: String,
        /// 证件号码, masked: `110***********002X`.
        pub identity_masked: String,
        /// 手机, masked: `138****1234`.
        pub mobile_masked: Option<String>,
        /// The school, today.
        pub school_id: OrganisationId,
        /// The school's place.
        pub place: Place,
        /// 任教学段.
        pub stage: Option<String>,
        /// 任教学科.
        pub subject: Option<String>,
        /// 职称.
        pub title: Option<String>,
        /// 参加工作年月.
        pub work_from: Option<Month>,
        /// 双语教师.
        pub bilingual: bool,
        /// 普通话水平等级.
        pub psc_level: Option<String>,
        /// 母语.
        pub language: Option<String>,
        /// The last day of whoever has left (离岗).
        pub left_on: Option<Date>,
    }
}

impl Person {
    /// Whether the person is in service: who has left is not nominated, and holds no post and no duty.
    ///
    /// # Errors
    /// A refusal when not.
    pub fn in_service(&self) -> std::result::Result<(), Refusal> {
        match self.left_on {
            None => Ok(()),
            Some(on) => {
                let left = text!("person-left", name = &self.name, on = on);
                Err(Refusal::because(left).remedy(text!("person-left-remedy")))
            }
        }
    }
}

impl Noun for Person {
    const NAME: &'static str = "person";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match key.get("person") {
            Some(id) => crate::find_person(store, id).await,
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.id)
    }
}
