use super::*;
use proptest::prelude::*;

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::of(year, month, day).unwrap()
}

fn read(text: &str) -> Result<IdentityNumber, Error> {
    IdentityNumber::parse(text, date(2026, 3, 1))
}

#[test]
fn accepts_the_standard_examples() {
    let number = read("11010519491231002X").unwrap();
    assert_eq!(number.sex(), Sex::Female);
    assert_eq!(number.birth_date(), date(1949, 12, 31));
    assert_eq!(number.address_code(), "110105");
    assert_eq!(number.document(), Document::Resident);
    assert_eq!(read("540102198506151237").unwrap().sex(), Sex::Male);
    assert_eq!(read("650102199001010025").unwrap().sex(), Sex::Female);
}

#[test]
fn puts_typing_right() {
    let expected = read("11010519491231002X");
    for text in [
        " 11010519491231002x ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "'11010519491231002X",
        "\u{FEFF}110105\u{3000}19491231\u{00A0}002ｘ",
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn names_each_reason() {
    for (text, reason) in [
        ("", Error::Missing),
        ("　 ", Error::Missing),
        ("110105194912310021", Error::Checksum),
        ("110105491231002", Error::FifteenDigits),
        ("11010519491231002", Error::Length(17)),
        ("1.10105194912E+17", Error::Rounded),
        ("11010519491231O02X", Error::Character(15, 'O')),
        ("1101051949123100X2", Error::Character(17, 'X')),
        ("110105194902300021", Error::BirthDate),
        ("110105179912310021", Error::BirthDate),
    ] {
        assert_eq!(read(text), Err(reason), "{text}");
    }
    let tomorrow = IdentityNumber::parse("540102198506151237", date(1985, 6, 14));
    assert_eq!(tomorrow, Err(Error::FutureBirth));
    assert!(IdentityNumber::parse("540102198506151237", date(1985, 6, 15)).is_ok());
}

#[test]
fn tells_the_documents_of_the_same_shape() {
    for (prefix, document) in [
        ("810000", Document::HongKong),
        ("820000", Document::Macao),
        ("830000", Document::Taiwan),
        ("911124", Document::PermanentResident),
    ] {
        let body = format!("{prefix}19900101001");
        let check = check_character(body.as_bytes().try_into().unwrap()).unwrap();
        let number = read(&format!("{body}{}", char::from(check))).unwrap();
        assert_eq!(number.document(), document);
    }
}

#[test]
fn shows_only_its_ends() {
    let number = read("11010519491231002X").unwrap();
    assert_eq!(number.to_string(), "110***********002X");
    assert_eq!(format!("{number:?}"), "IdentityNumber(110***********002X)");
}

proptest! {
    #[test]
    fn reads_back_what_it_reveals(address in 110_000_u32..660_000, days in 0_i32..37_000, sequence in 1_u32..1000) {
        let born = date(1920, 1, 1).plus_days(days);
        let body = format!("{address:06}{}{sequence:03}", born.to_string().replace('-', ""));
        let check = check_character(body.as_bytes().try_into().unwrap()).unwrap();
        let text = format!("{body}{}", char::from(check));
        let number: IdentityNumber = text.parse().unwrap();
        prop_assert_eq!(number.reveal(), &text);
        prop_assert_eq!(number.birth_date(), born);
        prop_assert_eq!(number.reveal().parse::<IdentityNumber>(), Ok(number));
    }

    #[test]
    fn one_wrong_digit_is_found(place in 0_usize..17, step in 1_u8..10) {
        let mut text = *b"540102198506151237";
        text[place] = b'0' + (text[place] - b'0' + step) % 10;
        prop_assert!(str::from_utf8(&text).unwrap().parse::<IdentityNumber>().is_err());
    }

    #[test]
    fn never_panics(text in ".{0,40}") {
        let _ = read(&text);
    }
}
