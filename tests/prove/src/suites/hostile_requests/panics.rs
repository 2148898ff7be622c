//! Panics of this process, whoever catches them.

use std::{
    panic,
    sync::{Arc, Mutex},
};

pub(super) struct Panics {
    told: Arc<Mutex<Vec<String>>>,
}

impl Panics {
    /// From now on every panic is counted, and told as before.
    pub(super) fn counted() -> Self {
        let told: Arc<Mutex<Vec<String>>> = Arc::default();
        let (counted, before) = (Arc::clone(&told), panic::take_hook());
        panic::set_hook(Box::new(move |panic| {
            before(panic);
            if let Ok(mut told) = counted.lock() {
                told.push(panic.to_string());
            }
        }));
        Self { told }
    }

    pub(super) fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }
}
