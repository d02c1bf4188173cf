use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    static STATEMENTS: Cell<u32>;
}

/// Runs `work` and answers with the number of statements that it sent to the database.
///
/// Only statements of the same task are counted; a page is one task.
pub async fn counted<F: Future>(work: F) -> (F::Output, u32) {
    STATEMENTS
        .scope(Cell::new(0), async {
            let output = work.await;
            (output, STATEMENTS.with(Cell::get))
        })
        .await
}

/// One statement more, where somebody counts.
pub(crate) fn one_more() {
    let _ = STATEMENTS.try_with(|count| count.set(count.get() + 1));
}
