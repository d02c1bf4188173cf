//! Invented names: parts of names, put together at random, so that whom they
//! may fit is chance.

use super::random::Random;
use crate::identity_number::Sex;

const SURNAMES: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "罗",
    "高", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡",
    "欧阳", "上官",
];
const GIVEN_WOMEN: [&str; 20] = [
    "秀", "玉", "兰", "芳", "娟", "丽", "静", "梅", "霞", "雪", "琴", "燕", "婷", "颖", "慧", "蓉", "莹", "萍", "琳",
    "洁",
];
const GIVEN_MEN: [&str; 20] = [
    "伟", "强", "军", "勇", "建", "国", "志", "明", "平", "刚", "峰", "超", "波", "涛", "斌", "俊", "文", "东", "林",
    "海",
];
/// Characters of Ext A and later blocks that old input methods cannot type.
const RARE: [&str; 6] = ["㛃", "䶮", "𬭎", "㻂", "𬸣", "𫍯"];
const TIBETAN: [&str; 14] =
    ["扎西", "卓玛", "次仁", "平措", "德吉", "央金", "旺堆", "格桑", "尼玛", "达娃", "丹增", "罗布", "白玛", "索朗"];
const UYGHUR_MEN: [&str; 10] =
    ["买买提", "吐尔逊", "艾合买提", "阿不都拉", "玉素甫", "卡德尔", "热合曼", "依明", "库尔班", "吾买尔"];
const UYGHUR_WOMEN: [&str; 8] =
    ["阿依古丽", "古丽娜尔", "热依汗", "帕提古丽", "米热古丽", "祖丽菲娅", "茹仙古丽", "麦尔哈巴"];
const KAZAKH_MEN: [&str; 8] = ["叶尔兰", "哈孜别克", "巴合提", "努尔兰", "赛力克", "加尔肯", "木拉提", "达吾列提"];
const KAZAKH_WOMEN: [&str; 6] = ["古丽米拉", "阿依江", "巴合提古丽", "加娜尔", "努尔古丽", "叶尔克"];
const YI_CLANS: [&str; 8] = ["吉克", "沙马", "阿苏", "马海", "曲木", "吉木", "阿尔", "俄木"];
const YI_GIVEN: [&str; 8] = ["拉西", "阿木", "尔洛", "木果", "阿呷", "史布", "伍各", "阿加"];
/// The three dots that rosters have in minority names.
const DOTS: [&str; 3] = ["·", "•", "・"];

/// A name and the official name of the ethnicity that goes with it.
pub(super) fn invent(random: &mut Random, sex: Sex) -> (String, &'static str) {
    match random.below(100) {
        0..8 => (format!("{}{}", random.pick(&TIBETAN), random.pick(&TIBETAN)), "藏族"),
        8..14 => (dotted(random, uyghur(sex), &UYGHUR_MEN), "维吾尔族"),
        14..18 => (dotted(random, kazakh(sex), &KAZAKH_MEN), "哈萨克族"),
        18..21 => (dotted(random, &YI_CLANS, &YI_GIVEN), "彝族"),
        21..25 => (format!("{}{}", random.pick(&YI_CLANS), random.pick(&YI_GIVEN)), "彝族"),
        25..28 => (format!("{}{}", random.pick(&SURNAMES), random.pick(&RARE)), "汉族"),
        28..40 => (han(random, sex), *random.pick(&["回族", "苗族", "布依族", "土家族", "壮族", "蒙古族"])),
        // 汉 without 族: rosters have both.
        40..50 => (han(random, sex), "汉"),
        _ => (han(random, sex), "汉族"),
    }
}

fn han(random: &mut Random, sex: Sex) -> String {
    let given = if sex == Sex::Male { &GIVEN_MEN } else { &GIVEN_WOMEN };
    let (surname, first) = (random.pick(&SURNAMES), random.pick(given));
    // One in ten two-character names is padded to the width of three.
    match random.below(20) {
        0 => format!("{surname}\u{3000}{first}"),
        1..10 => format!("{surname}{first}"),
        _ => format!("{surname}{first}{}", random.pick(given)),
    }
}

fn dotted(random: &mut Random, firsts: &[&str], seconds: &[&str]) -> String {
    format!("{}{}{}", random.pick(firsts), random.pick(&DOTS), random.pick(seconds))
}

fn uyghur(sex: Sex) -> &'static [&'static str] {
    if sex == Sex::Male { &UYGHUR_MEN } else { &UYGHUR_WOMEN }
}

fn kazakh(sex: Sex) -> &'static [&'static str] {
    if sex == Sex::Male { &KAZAKH_MEN } else { &KAZAKH_WOMEN }
}
