//! kafka-net
