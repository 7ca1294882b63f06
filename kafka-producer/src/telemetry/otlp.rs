//! OpenTelemetry's `MetricsData` in protobuf: the few fields that metrics of a client need.
//!
//! Field numbers are those of `opentelemetry/proto/metrics/v1/metrics.proto`.

/// One `MetricsData` in the making.
#[derive(Debug, Default)]
pub(super) struct MetricsData {
    /// Encoded `Metric` fields of one `ScopeMetrics`.
    metrics: Vec<u8>,
}

/// One value with its time, in nanoseconds since the Unix epoch.
#[derive(Debug)]
pub(super) struct DataPoint {
    pub(super) attributes: Vec<(String, String)>,
    pub(super) start: u64,
    pub(super) time: u64,
    pub(super) value: Value,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    Gauge(f64),
    /// A monotonic sum: of what came since `start`.
    Sum {
        value: u64,
        delta: bool,
    },
}

impl MetricsData {
    /// Adds a metric of one point.
    pub(super) fn push(&mut self, name: &str, point: &DataPoint) {
        let mut number = Vec::new();
        fixed64(&mut number, 2, point.start);
        fixed64(&mut number, 3, point.time);
        match point.value {
            Value::Gauge(value) => fixed64(&mut number, 4, value.to_bits()),
            Value::Sum { value, .. } => fixed64(&mut number, 6, value),
        }
        for (key, value) in &point.attributes {
            let mut any = Vec::new();
            bytes(&mut any, 1, value.as_bytes());
            let mut attribute = Vec::new();
            bytes(&mut attribute, 1, key.as_bytes());
            bytes(&mut attribute, 2, &any);
            bytes(&mut number, 7, &attribute);
        }
        let mut data = Vec::new();
        bytes(&mut data, 1, &number);
        let mut metric = Vec::new();
        bytes(&mut metric, 1, name.as_bytes());
        match point.value {
            Value::Gauge(_) => bytes(&mut metric, 5, &data),
            Value::Sum { delta, .. } => {
                // AGGREGATION_TEMPORALITY_DELTA and _CUMULATIVE.
                varint(&mut data, 2, if delta { 1 } else { 2 });
                varint(&mut data, 3, 1);
                bytes(&mut metric, 7, &data);
            }
        }
        bytes(&mut self.metrics, 2, &metric);
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        let (mut resource, mut all) = (Vec::new(), Vec::new());
        bytes(&mut resource, 2, &self.metrics);
        bytes(&mut all, 1, &resource);
        all
    }
}

/// A field of a varint.
fn varint(out: &mut Vec<u8>, field: u32, value: u64) {
    raw_varint(out, u64::from(field << 3));
    raw_varint(out, value);
}

/// A field of eight bytes.
fn fixed64(out: &mut Vec<u8>, field: u32, value: u64) {
    raw_varint(out, u64::from(field << 3 | 1));
    out.extend_from_slice(&value.to_le_bytes());
}

/// A field of text, bytes or a message.
fn bytes(out: &mut Vec<u8>, field: u32, value: &[u8]) {
    raw_varint(out, u64::from(field << 3 | 2));
    raw_varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

fn raw_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
