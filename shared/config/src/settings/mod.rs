//! Every setting of the product, declared once, with [`table`] as documentation. Otherwise programs read only variables that
//! the providers file names.

mod declared;
mod rules;
mod table;
mod variable;

pub use declared::*;
pub use table::table;
pub use variable::{Absent, Form, Program, Rule, Variable};
