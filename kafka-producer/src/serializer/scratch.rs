//! Room for what serializers write, used again record after record.

use std::cell::RefCell;

use bytes::Bytes;

/// Room for one record's key and value.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub(crate) key: Vec<u8>,
    pub(crate) value: Vec<u8>,
    pub(crate) added: Vec<(String, Option<Bytes>)>,
}

/// Buffers on loan: dropped, they serve the thread's next record.
#[derive(Debug)]
pub(crate) struct Scratch(Option<Buffers>);

thread_local! {
    static SPARE: RefCell<Vec<Buffers>> = const { RefCell::new(Vec::new()) };
}

/// A thread has more than one record on its hands only if its tasks wait in their sends.
const SPARE_BUFFERS: usize = 4;
/// A rare big record does not leave its room behind.
const SPARE_BYTES: usize = 256 << 10;

impl Scratch {
    pub(crate) fn take() -> Self {
        let spare = SPARE.try_with(|spare| spare.borrow_mut().pop()).ok().flatten();
        Self(Some(spare.unwrap_or_default()))
    }

    pub(crate) fn buffers(&mut self) -> &mut Buffers {
        self.0.get_or_insert_default()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let Some(mut buffers) = self.0.take() else { return };
        buffers.key.clear();
        buffers.value.clear();
        buffers.added.clear();
        if buffers.key.capacity() + buffers.value.capacity() > SPARE_BYTES {
            return;
        }
        // A thread that ends has no use for it.
        let _ = SPARE.try_with(|spare| {
            let mut spare = spare.borrow_mut();
            if spare.len() < SPARE_BUFFERS {
                spare.push(buffers);
            }
        });
    }
}
