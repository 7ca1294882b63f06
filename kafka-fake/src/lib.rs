//! kafka-fake
