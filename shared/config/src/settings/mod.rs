//! Every setting of the product, declared once: the programs read nothing else, and [`table`] is their documentation.

mod declared;
mod rules;
mod table;
mod variable;

pub use declared::*;
pub use table::table;
pub use variable::{Absent, Form, Program, Rule, Variable};
