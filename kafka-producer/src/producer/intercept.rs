//! What interceptors do to a send.

use crate::delivery::Report;
use crate::error::SendError;
use crate::interceptor::{InterceptedRecord, Interceptors, RecordError};
use crate::producer::Producer;
use crate::record::{ProducerRecord, RecordHeader};
use crate::sync::Arc;

impl Producer {
    /// Step A20. Where there are interceptors, the record that they made of this one, and a report that tells them its end first.
    #[inline]
    pub(super) fn intercept<'r>(
        &self,
        record: &ProducerRecord<'r>,
        report: &mut Report,
    ) -> Option<Box<InterceptedRecord<'r>>> {
        self.inner.interceptors.as_ref().map(|chain| self.run_chain(chain, record, report))
    }

    #[cold]
    fn run_chain<'r>(
        &self,
        chain: &Arc<Interceptors>,
        record: &ProducerRecord<'r>,
        report: &mut Report,
    ) -> Box<InterceptedRecord<'r>> {
        let intercepted = Box::new(chain.on_send(record));
        let headers = intercepted.changed_headers();
        let record = intercepted.record(&headers);
        let topic = self.inner.accumulator.resolve(&record.topic).name().clone();
        let then = std::mem::replace(report, Report::None);
        *report = chain.owe(topic, record.partition, record.headers, then);
        drop(headers);
        intercepted
    }

    /// Interceptors hear of a record that came to nothing before it could be shown to them.
    pub(crate) fn tell_unsent(
        &self,
        topic: &str,
        partition: Option<i32>,
        headers: &[RecordHeader<'_>],
        error: &SendError,
    ) {
        self.count_unsent();
        if let Some(chain) = &self.inner.interceptors {
            chain.owe(topic.into(), partition, headers, Report::None).refuse(&RecordError::Send(error));
        }
    }
}
