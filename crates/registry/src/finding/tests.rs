use kernel::{Id, Timestamp};
use vault::{Ring, Vault};

use crate::finding::{Finding, Wanted};

fn beginning(term: &str) -> Wanted {
    Wanted::Beginning(term.to_owned())
}

#[test]
fn what_is_typed_is_a_name_a_number_or_its_end() {
    for (typed, wanted) in [
        ("李　明", beginning("李明")),
        ("li ming", beginning("liming")),
        ("LM", beginning("lm")),
        ("002X", beginning("002x")),
        ("１２３４", beginning("1234")),
        ("", Wanted::Nobody),
        ("　 ", Wanted::Nobody),
        ("154 0000 1234", Wanted::Mobile("15400001234".parse().unwrap())),
        ("110105 19491231 002x", Wanted::Holder("11010519491231002X".to_owned())),
        ("e12345678", Wanted::Holder("E12345678".to_owned())),
    ] {
        assert_eq!(Wanted::read(typed), Ok(wanted), "{typed}");
    }
}

#[test]
fn what_finds_nobody_is_said_before_anybody_is_looked_for() {
    for (typed, why) in [
        ("123", "find-digits"),
        ("12345", "find-digits"),
        ("110105194912310021", "find-digits"),
        ("张伟2", "find-digits"),
        ("·", "find-nothing-to-find"),
    ] {
        assert_eq!(Wanted::read(typed).unwrap_err().key, why, "{typed}");
    }
    assert_eq!(Wanted::read(&"李".repeat(61)).unwrap_err().key, "find-too-long");
}

#[test]
fn what_was_sealed_for_one_officer_opens_for_no_other() {
    let vault = Vault::of(Ring::of_64(&[7; 64]).unwrap());
    let (one, other) = (Id::new(Timestamp::from_millis(1)), Id::new(Timestamp::from_millis(2)));
    let finding = Finding { who: "李明".to_owned(), ..Finding::default() };
    let sealed = finding.sealed(&vault, one).unwrap();
    assert!(sealed.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it)), "{sealed}");
    assert_eq!(Finding::opened(&vault, one, &sealed), Some(finding));
    assert_eq!(Finding::opened(&vault, other, &sealed), None);
    for forged in ["", "x", "AAAA", &sealed[1..]] {
        assert_eq!(Finding::opened(&vault, one, forged), None, "{forged}");
    }
}
