//! Turns stored PDFs into searchable, citable text.
