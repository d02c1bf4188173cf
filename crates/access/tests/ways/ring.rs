//! The door while the ring turns: whoever could sign in before can at every moment.

use axum::http::StatusCode;
use vault::{KeyId, Suite};

use crate::office::{NUMBERS, Office, PASSWORD, offices};
use crate::second::{enrolled, half};

async fn opens(office: &Office, when: &str) {
    let answer = office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{when}");
    assert_eq!(office.is_open(&answer.session().unwrap()).await, [true; 2], "{when}");
    let wrong = office.sign_in("10.0.0.1", NUMBERS[0], "别的").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{when}");
}

#[tokio::test]
async fn one_signs_in_by_number_at_each_moment_of_a_turning_ring() {
    let holdings = registry::slice().sealed;
    for office in offices().await {
        opens(&office, "before").await;
        let hold = office.vault.hold().unwrap();
        for suite in [Suite::Sm4, Suite::Aes] {
            let before = office.vault.ring().active();
            office.vault.add(&hold, suite, office.clock.now()).unwrap();
            opens(&office, "a new key seals, and nothing is found by it yet").await;
            let (store, clock) = (office.store(), &office.clock);
            vault::turn(store, &office.vault, &hold, clock, holdings, &mut |_| {}).await.unwrap();
            opens(&office, "everything is sealed anew").await;
            office.clock.advance(60 * 60_000);
            let traces = vault::retire(store, &office.vault, &hold, clock, holdings, before).await.unwrap();
            assert_eq!(traces, 3);
            opens(&office, "the old key is out of the ring").await;
        }
        assert!(office.vault.ring().key(KeyId::FIRST).is_none());
    }
}

#[tokio::test]
async fn an_authenticator_and_its_recovery_codes_open_when_their_key_is_out_of_the_ring() {
    let holdings = [registry::slice().sealed, access::slice().sealed].concat();
    for office in offices().await {
        let (_, phone, codes) = enrolled(&office).await;
        let (hold, before) = (office.vault.hold().unwrap(), office.vault.ring().active());
        office.vault.add(&hold, Suite::Sm4, office.clock.now()).unwrap();
        let (store, clock) = (office.store(), &office.clock);
        vault::turn(store, &office.vault, &hold, clock, &holdings, &mut |_| {}).await.unwrap();
        office.clock.advance(60 * 60_000);
        vault::retire(store, &office.vault, &hold, clock, &holdings, before).await.unwrap();
        assert!(office.vault.ring().key(before).is_none());
        for code in [phone(), codes[0].clone()] {
            let cookie = half(&office).await;
            let opened = office.post(&cookie, "10.0.0.1", "/sign-in/second", &[("code", &code)]).await;
            assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        }
        let found = vault::examine(store, &office.vault.ring(), &holdings).await.unwrap();
        assert_eq!(found.wrong, 0, "{:?}", found.faults);
    }
}
