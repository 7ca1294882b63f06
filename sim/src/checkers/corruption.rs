//! Every checker must see what it is there for: good evidence, corrupted, has to be refused.
