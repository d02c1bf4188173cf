//! How many teachers and schools there are where.

/// Full-time teachers by province, in hundreds: 16.84 million by the shares of population of the census of 2020 (an
/// estimate, not statistics).
pub(super) const PROVINCES: [(&str, usize); 31] = [
    ("110000", 2_610),
    ("120000", 1_660),
    ("130000", 8_910),
    ("140000", 4_170),
    ("150000", 2_870),
    ("210000", 5_090),
    ("220000", 2_880),
    ("230000", 3_800),
    ("310000", 2_970),
    ("320000", 10_120),
    ("330000", 7_710),
    ("340000", 7_290),
    ("350000", 4_960),
    ("360000", 5_400),
    ("370000", 12_130),
    ("410000", 11_870),
    ("420000", 6_900),
    ("430000", 7_940),
    ("440000", 15_050),
    ("450000", 5_990),
    ("460000", 1_200),
    ("500000", 3_830),
    ("510000", 9_990),
    ("520000", 4_610),
    ("530000", 5_640),
    ("540000", 440),
    ("610000", 4_720),
    ("620000", 2_990),
    ("630000", 710),
    ("640000", 860),
    ("650000", 3_090),
];

/// A kind of school.
pub(super) struct Kind {
    /// The first two digits of its code, 学校(机构)标识码.
    pub prefix: &'static str,
    /// How its names end.
    pub name: &'static str,
    /// Schools of this kind in the nation, in hundreds (2023).
    pub schools: usize,
    /// Full-time teachers in them, in hundreds (2023).
    pub teachers: usize,
}

/// The kinds of schools, 教育事业统计 of 2023.
pub(super) const KINDS: [Kind; 6] = [
    Kind { prefix: "11", name: "幼儿园", schools: 2_744, teachers: 30_700 },
    Kind { prefix: "21", name: "小学", schools: 1_435, teachers: 66_563 },
    Kind { prefix: "31", name: "初级中学", schools: 523, teachers: 40_831 },
    Kind { prefix: "34", name: "高级中学", schools: 154, teachers: 22_148 },
    Kind { prefix: "36", name: "中等职业学校", schools: 71, teachers: 7_300 },
    Kind { prefix: "51", name: "特殊教育学校", schools: 23, teachers: 770 },
];

/// `whole` in parts as `shares` are: rounded so that the parts make the whole.
pub(super) fn split(whole: usize, shares: &[usize]) -> Vec<usize> {
    let all = shares.iter().sum::<usize>().max(1);
    let mut before = 0;
    let part = |share: &usize| {
        let from = whole * before / all;
        before += share;
        whole * before / all - from
    };
    shares.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_provinces_have_all_teachers_of_the_nation_and_each_its_share() {
        let parts = split(17_000_000, &PROVINCES.map(|(_, share)| share));
        assert_eq!(parts.iter().sum::<usize>(), 17_000_000);
        let of = |code| PROVINCES.iter().position(|(known, _)| *known == code).and_then(|at| parts.get(at)).copied();
        assert_eq!(of("440000").unwrap() / 10_000, 151, "Guangdong has most");
        assert_eq!(of("540000").unwrap() / 1_000, 44, "Tibet has fewest");
    }

    #[test]
    fn a_whole_that_cannot_be_shared_evenly_is_shared_whole() {
        assert_eq!(split(10, &[1, 1, 1]), [3, 3, 4]);
        assert_eq!(split(1, &[5, 5]), [0, 1]);
        assert_eq!(split(3, &[]), [0; 0]);
    }
}
