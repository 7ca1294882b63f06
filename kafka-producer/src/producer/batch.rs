//! Sending several records in one call.

use crate::delivery::{Delivery, Report};
use crate::error::SendError;
use crate::producer::{Budget, Producer};
use crate::record::ProducerRecord;

impl Producer {
    /// Admits records in their order, as [`send`](Self::send) does each, with one result for each: one that is refused does not hold up
    /// those behind it. `max.block.ms` bounds the whole call, so records behind a wait that took all of it are admitted only if nothing is
    /// missing for them.
    ///
    /// Not cancel safe as a whole: a dropped future has admitted some records, which are delivered, and not the rest.
    pub async fn send_batch<'r>(
        &self,
        records: impl IntoIterator<Item = ProducerRecord<'r>>,
    ) -> Vec<Result<Delivery, SendError>> {
        let records = records.into_iter();
        let mut results = Vec::with_capacity(records.size_hint().0);
        let mut budget = Budget::new(&self.inner);
        for record in records {
            let admitted = self.admit_within(record, Report::None, true, false, &mut budget).await;
            results.push(admitted.and_then(super::Receipt::delivery));
        }
        results
    }

    /// As [`send_batch`](Self::send_batch), blocking the thread for admission only.
    pub fn send_batch_blocking<'r>(
        &self,
        records: impl IntoIterator<Item = ProducerRecord<'r>>,
    ) -> Vec<Result<Delivery, SendError>> {
        let mut budget = Budget::new(&self.inner);
        let admit = |record| self.admit_blocking_within(record, Report::None, true, &mut budget)?.delivery();
        records.into_iter().map(admit).collect()
    }
}
