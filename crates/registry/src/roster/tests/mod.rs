mod check;
mod sample;

use super::*;
use kernel::Date;
use std::collections::HashMap;

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::of(year, month, day).unwrap()
}

fn school_refs() -> Vec<SchoolRef> {
    let school = |code: &str, name: &str, county_code: &str| SchoolRef {
        code: code.to_owned(),
        name: name.to_owned(),
        county_code: county_code.to_owned(),
    };
    vec![
        school("2152000017", "云岭县城关小学", "529901"),
        school("3152000018", "云岭县民族中学", "529901"),
        school("1152000019", "云岭县幼儿园", "529901"),
        school("3452000020", "云岭县第一中学", "529901"),
        school("2152000021", "河谷县河口小学", "529902"),
    ]
}

struct Desk {
    schools: HashMap<crate::school_code::SchoolCode, School<u32>>,
    counties: KnownCodes,
    layout: Layout,
    seen: Seen,
    row: u32,
}

impl Desk {
    fn new() -> Self {
        let schools = (0..).zip(school_refs()).map(|(key, school)| {
            let within = school.county_code == "529901";
            (school.code.parse().unwrap(), School { key, name: school.name, within })
        });
        let counties = KnownCodes::of(["540102".to_owned(), "650102".to_owned(), "110105".to_owned()]);
        let layout = Layout::template();
        Self { schools: schools.collect(), counties: counties.with_invented(), layout, seen: Seen::default(), row: 1 }
    }

    fn check<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(Row<u32>, Vec<Warning>), Vec<Fault>> {
        self.row += 1;
        let context =
            Context { layout: &self.layout, schools: &self.schools, counties: &self.counties, today: date(2026, 3, 1) };
        check(cells, self.row, &context, &mut self.seen)
    }
}
