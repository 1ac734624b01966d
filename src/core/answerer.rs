//! How a main finds whom it answers.

use std::cell::RefCell;

use crate::core::connection::Connection;
use crate::core::hub::Hub;
use crate::core::limits::Refusal;
use crate::core::message::{Address, Message, RequestId};
use crate::core::sync::Arc;

/// Answers for one main thread. It remembers whom it answered last: to find a connection takes as long as to answer.
#[derive(Default)]
pub struct Answerer {
    last: RefCell<Option<Arc<Connection>>>,
}

impl Answerer {
    /// Answers a renderer's request.
    ///
    /// # Errors
    /// When it had ended, or its connection has; or, and then it has not, when there is no room.
    pub fn reply(
        &self,
        hub: &Hub,
        sender: Address,
        request: RequestId,
        answer: Message,
    ) -> Result<(), Refusal> {
        let mut last = self.last.borrow_mut();
        // An address is that of one connection for ever, and one that has ended is looked for again.
        if !last
            .as_ref()
            .is_some_and(|last| last.address() == sender && !last.is_closed())
        {
            *last = hub.connection_at(sender);
        }
        let connection = last.as_ref().ok_or(Refusal::Gone)?;
        connection.settle(request, answer)
    }
}
