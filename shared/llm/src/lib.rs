//! Language models behind one trait, prompts and the extractive answer.
