//! One file per path; the files of the paths below it are in the folder of its name.

mod v1;
