//! How a name is read. Most characters have one reading in names; those with more are listed, because a
//! dictionary gives 单 eight readings and first the one that no surname has.

use pinyin::ToPinyin as _;

/// More readings of one name are not filed.
const MOST: usize = 6;

/// Surnames of one character that are not read as a dictionary reads them first, or in two ways; 单 and 查
/// also begin names of other peoples, read the common way.
const SURNAMES: &[(char, &[&str])] = &[
    ('乐', &["yue", "le"]),
    ('乜', &["nie", "mie"]),
    ('仇', &["qiu"]),
    ('区', &["ou"]),
    ('单', &["shan", "dan"]),
    ('卜', &["bu"]),
    ('句', &["gou", "ju"]),
    ('召', &["shao", "zhao"]),
    ('员', &["yun", "yuan"]),
    ('宓', &["mi", "fu"]),
    ('尉', &["wei", "yu"]),
    ('折', &["she", "zhe"]),
    ('曾', &["zeng"]),
    ('朴', &["piao", "pu"]),
    ('柏', &["bai", "bo"]),
    ('查', &["zha", "cha"]),
    ('洗', &["xian", "xi"]),
    ('牟', &["mou", "mu"]),
    ('盖', &["ge", "gai"]),
    ('祭', &["zhai", "ji"]),
    ('种', &["chong", "zhong"]),
    ('秘', &["bi", "mi"]),
    ('繁', &["po", "fan"]),
    ('缪', &["miao", "mou"]),
    ('翟', &["zhai", "di"]),
    ('能', &["nai", "neng"]),
    ('薄', &["bo"]),
    ('覃', &["qin", "tan"]),
    ('解', &["xie"]),
    ('谌', &["chen", "shen"]),
    ('郇', &["xun", "huan"]),
    ('郗', &["xi", "chi"]),
    ('都', &["du"]),
    ('重', &["chong", "zhong"]),
    ('长', &["chang", "zhang"]),
    ('阚', &["kan"]),
    ('隗', &["wei", "kui"]),
    ('黑', &["he", "hei"]),
];

/// Surnames of two characters that are not read character by character as a dictionary reads them first.
const COMPOUNDS: &[(&str, [&str; 2])] = &[
    ("万俟", ["mo", "qi"]),
    ("乐正", ["yue", "zheng"]),
    ("令狐", ["ling", "hu"]),
    ("单于", ["chan", "yu"]),
    ("夹谷", ["jia", "gu"]),
    ("宰父", ["zai", "fu"]),
    ("尉迟", ["yu", "chi"]),
    ("拓跋", ["tuo", "ba"]),
    ("澹台", ["tan", "tai"]),
    ("谷梁", ["gu", "liang"]),
    ("长孙", ["zhang", "sun"]),
];

/// Characters of given names that are read in two ways.
const GIVEN: &[(char, &[&str])] = &[
    ('乐', &["le", "yue"]),
    ('传', &["chuan", "zhuan"]),
    ('伽', &["jia", "qie"]),
    ('参', &["shen", "can"]),
    ('娜', &["na", "nuo"]),
    ('峤', &["qiao", "jiao"]),
    ('扎', &["zha", "za"]),
    ('晟', &["sheng", "cheng"]),
    ('曾', &["zeng", "ceng"]),
    ('朝', &["zhao", "chao"]),
    ('柏', &["bai", "bo"]),
    ('炅', &["jiong", "gui"]),
    ('率', &["shuai"]),
    ('珩', &["heng"]),
    ('盛', &["sheng", "cheng"]),
    ('省', &["sheng", "xing"]),
    ('茜', &["qian", "xi"]),
    ('莘', &["xin", "shen"]),
    ('蔚', &["wei", "yu"]),
    ('藏', &["zang", "cang"]),
    ('行', &["xing", "hang"]),
    ('调', &["tiao", "diao"]),
    ('还', &["huan", "hai"]),
    ('重', &["chong", "zhong"]),
    ('长', &["chang", "zhang"]),
    ('阿', &["a", "e"]),
    ('隽', &["jun", "juan"]),
    ('颉', &["jie", "xie"]),
];

/// Each reading of a name without blanks, sound by sound. Letters stand for themselves; a name of letters
/// alone has no reading beside itself, and one with a character that nobody knows to read is read up to it.
pub(super) fn readings(name: &str) -> Vec<Vec<String>> {
    let characters: Vec<char> = name.chars().collect();
    if characters.iter().all(|it| it.to_pinyin().is_none()) {
        return Vec::new();
    }
    let mut all = spread(&characters, 0);
    if let Some((compound, sounds)) = COMPOUNDS.iter().find(|(compound, _)| name.starts_with(compound)) {
        let read = |rest: Vec<String>| sounds.iter().map(|it| (*it).to_owned()).chain(rest).collect();
        let given = characters.get(compound.chars().count()..).unwrap_or_default();
        all.splice(0..0, spread(given, 1).into_iter().map(read));
    }
    all.truncate(MOST);
    all
}

/// Every way to read `characters`, of which the first is the `nth` of the name.
fn spread(characters: &[char], nth: usize) -> Vec<Vec<String>> {
    let mut all = vec![Vec::new()];
    for (at, character) in (nth..).zip(characters) {
        let sounds = sounds(*character, at == 0);
        if sounds.is_empty() {
            break;
        }
        all = sounds
            .iter()
            .flat_map(|sound| {
                all.iter().map(move |read: &Vec<String>| [read.as_slice(), &[(*sound).to_owned()]].concat())
            })
            .take(MOST)
            .collect();
    }
    all
}

/// The sounds of one character; none when nobody knows.
fn sounds(character: char, first: bool) -> Vec<String> {
    let listed = if first { SURNAMES } else { GIVEN }.iter().find(|(it, _)| *it == character);
    match listed {
        Some((_, sounds)) => sounds.iter().map(|it| (*it).to_owned()).collect(),
        None if character.is_ascii_alphanumeric() => vec![character.to_string()],
        None => character.to_pinyin().map(|it| it.plain().to_owned()).into_iter().collect(),
    }
}
