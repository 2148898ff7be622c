#!/bin/sh
# The engine crate uses `debug_assert_matches!`, which is stable only after Rust 1.95.
# The gate is opened for that one crate; everything else compiles as plain stable Rust.
compiler="$1"
shift
case " $* " in
*" --crate-name qdrant_edge "*)
    RUSTC_BOOTSTRAP=1 exec "$compiler" "$@" -Zcrate-attr='feature(assert_matches)' ;;
esac
exec "$compiler" "$@"
