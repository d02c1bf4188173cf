//! What the cases know of the demo world and of the site's addresses: all of it is here.

/// Who reads a page.
#[derive(Clone, Copy, Debug)]
pub enum Reader {
    /// All those who have this duty, in turn.
    Duty(&'static str),
    /// The one with this account.
    Account(&'static str),
}

/// Those who learn.
pub const TEACHER: Reader = Reader::Duty("teacher");
/// Those who learn in a class of the bench's own.
pub const AUDIENCE: Reader = Reader::Duty("audience");
/// The county officer who brings rosters in.
pub const COUNTY: Reader = Reader::Account("lintan");
/// The institution of the class of two hundred, which has no other class.
pub const INSTITUTION: Reader = Reader::Account("hehuang");

/// Where one signs in: a form with the fields below.
pub const SIGN_IN: &str = "/sign-in";
/// Where the form posts.
pub const SESSION: &str = "/session";
/// The field for the name of the account.
pub const ACCOUNT: &str = "login";
/// The field for the password.
pub const PASSWORD: &str = "password";

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "xingtan";

/// A page, reached as a reader reaches it: by links from the first page.
#[derive(Clone, Copy, Debug)]
pub struct PagePlan {
    /// The case's name.
    pub case: &'static str,
    /// Who reads it.
    pub reader: Reader,
    /// Patterns of addresses: of each page the first link that fits is followed. `*` is any one part.
    pub steps: &'static [&'static str],
}

/// The way from the first page to a lesson.
pub const TO_LESSON: &[&str] = &["/lessons/*/*"];

/// The pages to measure.
pub const PAGES: [PagePlan; 3] = [
    PagePlan { case: "home", reader: TEACHER, steps: &[] },
    PagePlan { case: "class_page", reader: TEACHER, steps: &["/classes/mine", "/classes/*/mine"] },
    PagePlan { case: "lesson_page", reader: TEACHER, steps: TO_LESSON },
];

/// Annex 2 of the class of two hundred: a table of two hundred rows.
pub const ANNEX: PagePlan =
    PagePlan { case: "annex_200", reader: INSTITUTION, steps: &["/returns", "/returns/*", "/returns/*/people"] };

/// The people of a school: from the rosters to the county, to the first of its schools.
pub const PEOPLE: PagePlan =
    PagePlan { case: "people_page", reader: COUNTY, steps: &["/rosters", "/organisations/*", "/organisations/*"] };

/// Where one looks for people, and the field for whom.
pub const FINDING: (&str, &str) = ("/people/finding", "who");
/// What officers type, in turn: a frequent surname, how it sounds, initials, a name, last digits, nobody.
pub const WANTED: [&str; 6] = ["王", "wang", "zw", "李伟", "0018", "查无此人"];

/// The player's attribute with the address that takes beats.
pub const BEATS_ADDRESS: &str = "data-beats-url";

/// The desk of rosters; its form posts to [`ROSTER_FORM`].
pub const ROSTERS: &str = "/rosters";
/// The attribute of the desk's form, and how its value begins.
pub const ROSTER_FORM: (&str, &str) = ("action", "/organisations/");
/// The field for the file.
pub const ROSTER_FILE: &str = "file";
/// Rows of the roster that is brought in, and how many of them are wrong.
pub const ROSTER_ROWS: (u64, u64) = (10_000, 37);
