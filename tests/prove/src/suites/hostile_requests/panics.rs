//! All panics of this process, even if they are caught.

use std::{
    panic,
    sync::{Arc, Mutex},
};

pub(super) struct Panics {
    messages: Arc<Mutex<Vec<String>>>,
}

impl Panics {
    /// Installs a hook that records every panic, in addition to the previous hook.
    pub(super) fn counted() -> Self {
        let messages: Arc<Mutex<Vec<String>>> = Arc::default();
        let (counted, before) = (Arc::clone(&messages), panic::take_hook());
        panic::set_hook(Box::new(move |panic| {
            before(panic);
            if let Ok(mut messages) = counted.lock() {
                messages.push(panic.to_string());
            }
        }));
        Self { messages }
    }

    pub(super) fn messages(&self) -> Vec<String> {
        self.messages.lock().unwrap().clone()
    }
}
