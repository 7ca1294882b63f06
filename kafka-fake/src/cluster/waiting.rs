//! Requests that wait: a Fetch for records, a Produce for replicas.

use super::{Cluster, ConnId};
use crate::api::fetch;
use crate::connection::{Connection, Work};

impl Cluster {
    /// Lets requests that wait look at logs that grew, replicas that came further and leaders that changed.
    pub(crate) fn settle(&mut self) {
        while std::mem::take(&mut self.stirred) {
            let waits = |work: &Option<Work>| matches!(work, Some(Work::Fetch(_) | Work::Produce(_)));
            let waiting: Vec<ConnId> = self
                .connections
                .iter()
                .filter(|(_, connection)| waits(&connection.work))
                .map(|(conn, _)| *conn)
                .collect();
            for conn in waiting {
                self.try_fetch(conn);
                self.try_produce(conn);
            }
        }
    }

    /// Answers a waiting Fetch if there is enough for it by now.
    fn try_fetch(&mut self, conn: ConnId) {
        let Some(Connection { work: Some(Work::Fetch(work)), .. }) = self.connections.get(&conn) else {
            return;
        };
        if fetch::is_ready(self, &work.fetch) {
            self.finish_work(conn);
        }
    }

    /// Answers a waiting Produce if its replicas have everything by now, or never will.
    fn try_produce(&mut self, conn: ConnId) {
        let Some(connection) = self.connections.get(&conn) else { return };
        if let Some(Work::Produce(work)) = &connection.work
            && work.produce.is_settled(self)
        {
            self.finish_work(conn);
        }
    }
}
