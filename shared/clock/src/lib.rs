//! What time it is and which id comes next.
