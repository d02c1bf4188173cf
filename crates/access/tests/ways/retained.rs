//! What the door forgets, and when; and the page that shows it.

use access::ActivationCode;
use jobs::{When, Worker, recurring};
use kernel::Timestamp;
use retention::{KIND, NAME, Rules, Sweep};
use store::sql;

use crate::office::{NUMBERS, Office, PASSWORD, offices};

const DAY: i64 = 86_400_000;

fn keeper(office: &Office) -> Worker {
    let rules = Rules::new(access::slice().retention.iter().copied());
    let work: Vec<Box<dyn jobs::Work>> = vec![Box::new(Sweep::new(rules, office.blobs.clone()))];
    let recurs = vec![recurring(NAME, When::Daily(3, 40), KIND)];
    Worker::new(office.store().clone(), office.clock.clone(), Vec::new(), work).recurring(recurs)
}

/// Sessions, guesses and codes that are remembered.
async fn remembered(office: &Office) -> [i64; 3] {
    let sessions = sql("select count(*) as value from session").value(office.store()).await.unwrap();
    let guesses = sql("select count(*) as value from throttle").value(office.store()).await.unwrap();
    let codes = sql("select count(*) as value from credential where activation_hash is not null");
    [sessions, guesses, codes.value(office.store()).await.unwrap()]
}

async fn codes(office: &Office, until: Timestamp) {
    sql("update credential set activation_hash = $1, activation_until = $2 where person_id = $3")
        .bind(ActivationCode::typed("ABCD").digest().as_slice())
        .bind(until)
        .bind(office.teacher)
        .run(office.store())
        .await
        .unwrap();
}

#[tokio::test]
async fn sessions_guesses_and_codes_are_forgotten_when_they_are_over() {
    for office in offices().await {
        let keeper = keeper(&office);
        office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await;
        office.sign_in("10.0.0.2", NUMBERS[0], "别的").await;
        codes(&office, office.clock.now().plus_millis(DAY)).await;
        let before = remembered(&office).await;
        assert!(before.iter().all(|it| *it > 0), "{before:?}");
        keeper.drain().await.unwrap();
        office.clock.advance(DAY);
        keeper.drain().await.unwrap();
        assert_eq!(remembered(&office).await, before, "nothing is over for its days");
        office.clock.advance(60 * DAY);
        keeper.drain().await.unwrap();
        assert_eq!(remembered(&office).await, [0; 3]);
        let rules: Vec<String> =
            retention::list_runs(office.store(), None, 9).await.unwrap().into_iter().map(|it| it.rule).collect();
        for rule in ["access.sessions", "access.guesses", "access.codes"] {
            assert!(rules.iter().any(|it| it == rule), "{rule}: {rules:?}");
        }
    }
}
