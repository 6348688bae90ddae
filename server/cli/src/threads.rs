//! Sizing the pool of threads that the matrix kernels use: a module with `unsafe` code.
//!
//! The kernels read the size from an environment variable at their first use, and offer no other
//! way. Setting a variable is unsafe because another thread may be reading the environment; here no
//! other thread exists yet.
#![allow(unsafe_code)]

/// Sets the size of the kernels' pool for this process. Call it first in `main`.
///
/// A size that the user has put into the environment stays.
pub fn set_pool_size(n_threads: usize) {
    if std::env::var_os(ide::THREADS_VARIABLE).is_none() {
        // SAFETY: called at the start of `main`, before any thread is started.
        unsafe { std::env::set_var(ide::THREADS_VARIABLE, n_threads.max(1).to_string()) };
    }
}
