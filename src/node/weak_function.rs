//! A JavaScript function that native code calls as long as something else keeps it alive.

use std::ptr;

use napi::bindgen_prelude::{Env, Error, Function, JsValue, Result, Status, ToNapiValue};
use napi::{check_status, sys};

/// A function that calls another one, without arguments, unless that was collected.
///
/// Native code that held the other one itself would keep alive whatever made it: with Jest, the whole
/// environment of a test file.
pub fn weakly<'env>(
    env: &'env Env,
    function: &Function<'_, (), ()>,
) -> Result<Function<'env, (), ()>> {
    let target = WeakFunction::new(env, function)?;
    env.create_function_from_closure("ring", move |_| target.call())
}

struct WeakFunction {
    env: sys::napi_env,
    reference: sys::napi_ref,
}

impl WeakFunction {
    fn new(env: &Env, function: &Function<'_, (), ()>) -> Result<Self> {
        let env = env.raw();
        let mut reference = ptr::null_mut();
        // SAFETY: both values are of this environment, whose thread this is. A count of 0 makes it weak.
        let status =
            unsafe { sys::napi_create_reference(env, function.raw(), 0, &raw mut reference) };
        check_status!(status)?;
        Ok(Self { env, reference })
    }

    /// Only JavaScript calls this, so it is the environment's thread, and a handle scope is open.
    fn call(&self) -> Result<()> {
        let mut function = ptr::null_mut();
        // SAFETY: the reference is deleted no earlier than this is dropped.
        let status =
            unsafe { sys::napi_get_reference_value(self.env, self.reference, &raw mut function) };
        check_status!(status)?;
        if function.is_null() {
            return Ok(());
        }
        // SAFETY: the environment is alive while its thread runs this.
        let this = unsafe { <() as ToNapiValue>::to_napi_value(self.env, ()) }?;
        // SAFETY: both values have just been made in the open scope; there are no arguments.
        let status = unsafe {
            sys::napi_call_function(self.env, this, function, 0, ptr::null(), ptr::null_mut())
        };
        match status {
            sys::Status::napi_ok => Ok(()),
            // What it has thrown is pending, and goes on to the caller.
            status => Err(Error::new(Status::from(status), "the call has failed")),
        }
    }
}

impl Drop for WeakFunction {
    fn drop(&mut self) {
        // SAFETY: dropped by the finalizer of the function above, on the environment's thread. A failure
        // leaves nothing to be done.
        let _ = unsafe { sys::napi_delete_reference(self.env, self.reference) };
    }
}
