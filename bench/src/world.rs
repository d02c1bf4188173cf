//! What the cases know of the demo world and of the site's addresses: all of it is here.

/// The duty, in the demo world's list of accounts, of those who learn.
pub const TEACHER: &str = "teacher";

/// Where one signs in: a form with the fields below.
pub const SIGN_IN: &str = "/sign-in";
/// Where the form posts.
pub const SESSION: &str = "/session";
/// The field for the name of the account.
pub const ACCOUNT: &str = "login";
/// The field for the password.
pub const PASSWORD: &str = "password";

/// A page, reached as a reader reaches it: by links from the first page.
#[derive(Clone, Copy, Debug)]
pub struct PagePlan {
    /// The case's name.
    pub case: &'static str,
    /// The duty of the reader.
    pub duty: &'static str,
    /// Beginnings of addresses: of each page the first link that begins so is followed.
    pub steps: &'static [&'static str],
}

/// The way from the first page to a lesson.
pub const TO_LESSON: &[&str] = &["/classes/", "/lessons/"];

/// The pages to measure.
pub const PAGES: [PagePlan; 3] = [
    PagePlan { case: "home", duty: TEACHER, steps: &[] },
    PagePlan { case: "class_page", duty: TEACHER, steps: &["/classes/"] },
    PagePlan { case: "lesson_page", duty: TEACHER, steps: TO_LESSON },
];

/// The player's attribute with the address that takes beats.
pub const BEATS_ADDRESS: &str = "data-beats-url";
