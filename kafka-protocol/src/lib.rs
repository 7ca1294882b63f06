//! kafka-protocol
