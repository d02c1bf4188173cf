use kernel::{Error, Result, text};

/// The longest.
const MOST: usize = 40;

/// A document number as it is printed: `甘教师函〔2026〕12号` (党政机关公文处理工作条例, 第九条（五）: 发文机关代字、年份、
/// 发文顺序号). Other brackets are put right.
///
/// # Errors
/// Invalid in the field `number`.
pub fn read(typed: &str) -> Result<String> {
    let put_right = |it: char| match it {
        '[' | '［' | '(' | '（' | '【' | '﹝' => '〔',
        ']' | '］' | ')' | '）' | '】' | '﹞' => '〕',
        other => other,
    };
    let number: String = typed.chars().filter(|it| !it.is_whitespace()).map(put_right).collect();
    if number.chars().count() <= MOST && is_one(&number) {
        return Ok(number);
    }
    Err(Error::field("number", text!("notice-number-wrong")))
}

fn is_one(number: &str) -> bool {
    let Some((office, rest)) = number.split_once('〔') else { return false };
    let Some((year, serial)) = rest.split_once('〕') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let serial = serial.trim_start_matches('第').strip_suffix('号').unwrap_or_default();
    // 不编虚位: 12, never 012.
    !office.is_empty() && year.len() == 4 && digits(year) && digits(serial) && !serial.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn brackets_of_a_keyboard_become_those_of_a_document() {
        assert_eq!(read(" 教语用司函[2010]4号 ").unwrap(), "教语用司函〔2010〕4号");
        assert_eq!(read("甘教师函（2026）12 号").unwrap(), "甘教师函〔2026〕12号");
    }

    #[test]
    fn what_is_no_document_number_is_refused() {
        for wrong in
            ["", "4号", "教师函2026-4号", "教师函〔26〕4号", "教师函〔2026〕04号", "〔2026〕4号", "教师函〔2026〕4"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(read(&format!("{}〔2026〕4号", "教".repeat(40))).is_err());
    }
}
