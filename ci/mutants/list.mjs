// Faults that are put into a copy of the sources, each with the one test that must notice it. `from` stands exactly
// once in its file. A fault is one that this design is there to prevent, or one that was in it once. A `slow` one makes
// its test wait: that has a deadline of its own, in a child process.

const loom = (name) => ({ cargo: 'loom', name });
const model = { cargo: 'hub', name: 'a_hub_does_what_its_model_does' };
const unit = (name) => ({ cargo: 'lib', name: `core::${name}` });
const spec = (file, title) => ({ spec: `__test__/${file}.spec.mjs`, title });
const chaos = (says) => ({
  script: ['--expose-gc', 'ci/chaos/main.mjs', '5'],
  env: { IPCMAIN_CHAOS_SEED: '3' },
  says,
});

export const mutants = [
  {
    fault: 'a lost wake-up: a consumer sleeps though something came meanwhile',
    file: 'src/core/mailbox.rs',
    from: 'state.awake = !state.queue.is_empty();\n        let sleeps = !state.awake;',
    to: 'state.awake = false;\n        let sleeps = true;',
    test: loom('mailbox::l2_a_post_wakes_a_consumer_that_goes_to_sleep'),
  },
  {
    fault: 'with one processor, a thread that computes is let run again and again',
    file: 'src/core/handover.rs',
    from: 'if took < LONG {',
    to: 'if success || took < LONG {',
    test: unit(
      'patience::tests::others_that_run_for_long_are_not_let_run_again_though_the_message_was_there',
    ),
  },
  {
    fault: 'what waited before the bell was hung up is not rung for',
    file: 'src/core/mailbox.rs',
    from: 'let rings = !state.queue.is_empty() && state.rouse();',
    to: 'let rings = false;',
    test: loom('mailbox::l2_what_is_posted_while_the_bell_is_hung_up_is_rung_for'),
  },
  {
    fault: 'the bell is rung under no lock, when it may be dead',
    file: 'src/core/mailbox.rs',
    from: 'if let Some(bell) = &*self.bell.lock() {\n            bell.wake();\n        }',
    to: `let bell = self.bell.lock().take();
        if let Some(bell) = bell {
            bell.wake();
            *self.bell.lock() = Some(bell);
        }`,
    test: loom('mailbox::l3_nobody_rings_a_dead_bell_and_no_envelope_is_lost'),
  },
  {
    fault: 'a closed mailbox takes envelopes that nobody will read',
    file: 'src/core/mailbox.rs',
    from: 'state.end = End::Closed;\n        state.account',
    to: 'state.account',
    test: loom('mailbox::l3_nobody_rings_a_dead_bell_and_no_envelope_is_lost'),
  },
  {
    fault: 'a request is answered twice',
    file: 'src/core/reply.rs',
    from: '.find(|(open, answer)| *open == request && answer.is_none())',
    to: '.find(|(open, _)| *open == request)',
    test: loom('reply::l1_of_two_answers_one_counts_and_wakes_the_waiter'),
  },
  {
    fault: 'an answer does not wake who waits for it',
    file: 'src/core/reply.rs',
    from: 'state.parked = true;',
    to: '',
    test: loom('reply::l5_a_question_wakes_main_and_the_answer_wakes_the_renderer'),
  },
  {
    fault: 'the end of main does not wake who waits for its answer',
    file: 'src/core/reply.rs',
    from: 'state.closed = true;\n        self.tell(&state);',
    to: 'state.closed = true;',
    test: loom('reply::l5_a_hub_that_closes_leaves_nobody_asleep'),
  },
  {
    fault: 'an answer for one page reaches the next: no generation',
    file: 'src/core/hub.rs',
    from: '(connection.address() == address).then_some(connection)',
    to: '(connection.address().peer == address.peer).then_some(connection)',
    test: loom('generations::l6_a_late_answer_never_reaches_the_successor'),
  },
  {
    fault: 'a thread that main lets go of at that moment becomes a renderer again',
    file: 'src/core/hub/threads.rs',
    from: 'if !self.retired.contains(&thread) {\n            return Some(peer);\n        }',
    to: 'if peer.id() > 0 {\n            return Some(peer);\n        }',
    test: loom('generations::l6_a_thread_that_comes_while_main_lets_go_of_it_is_told'),
  },
  {
    fault: 'a queue without bound',
    file: 'src/core/account.rs',
    from: 'if self.messages >= limits.get(Refusal::QueuedMessages) {',
    to: 'if self.messages == usize::MAX {',
    test: unit('mailbox::tests::a_full_mailbox_refuses_until_something_is_taken'),
  },
  {
    fault: 'the account forgets what was taken out of turn',
    file: 'src/core/mailbox.rs',
    from: 'state.account.remove(peer, envelope.bytes());',
    to: '',
    test: model,
  },
  {
    fault: 'what JavaScript says of a message is believed: more blocks than there are',
    file: 'src/core/outgoing.rs',
    from: 'self.blocks.len().checked_sub(blocks)?',
    to: 'self.blocks.len().saturating_sub(blocks)',
    test: { cargo: 'outgoing', name: 'a_damaged_message_is_read_whole_or_not_at_all' },
  },
  {
    fault: 'a request that was refused stays open',
    file: 'src/core/hub.rs',
    from: 'connection.cancel(kind, request);',
    to: '',
    test: model,
  },
  {
    fault: 'a reply that found no room counts as given',
    file: 'src/core/connection.rs',
    from: 'self.invokes.reopen(request);',
    to: 'self.invokes.end(request);',
    test: model,
  },
  {
    fault: 'two answers to one invoke are both given',
    file: 'src/core/open_invokes.rs',
    from: 'slot.compare_exchange(request, claimed, Ordering::Relaxed, Ordering::Relaxed)',
    to: `if slot.load(Ordering::Relaxed) == request {
                slot.store(claimed, Ordering::Relaxed);
                Ok(request)
            } else {
                Err(request)
            }`,
    test: loom('requests::l1_an_answer_arrives_before_the_release_or_is_refused'),
  },
  {
    fault: 'an answer comes after the notice that none will',
    file: 'src/core/mailbox.rs',
    from: 'End::Released => !kind.is_answer(),',
    to: 'End::Released => true,',
    test: loom('requests::l1_an_answer_arrives_before_the_release_or_is_refused'),
  },
  {
    fault: 'the stack of a failed invoke ends in this package',
    file: 'lib/renderer/failed-invoke.js',
    from: 'await undefined;\n  await undefined;',
    to: 'await undefined;',
    test: spec('invoke-errors', '35 its stack leads to whoever awaits it, as after any await'),
  },
  {
    fault: 'a native wait without slices, which terminate() cannot end',
    slow: true,
    file: 'lib/renderer/main-connection.js',
    from: 'for (let slice = 1; ; slice = Math.min(slice * 2, LONGEST_SLICE)) {',
    to: 'for (let slice = 600_000; ; slice = LONGEST_SLICE) {',
    test: spec('exit-workers', 'fault 1, 10, 44: terminate() of 1 blocked in sendSync, each twice'),
  },
  {
    fault: 'two messages in one task',
    file: 'lib/common/pump.js',
    from: '      runTicks();\n',
    to: '',
    test: spec(
      'laws-one-task',
      'law 1: in main, ticks and microtasks have run before the next of 1,000 waiting messages (fault 89)',
    ),
  },
  {
    fault: 'what waits behind a listener that throws is left',
    slow: true,
    file: 'lib/common/pump.js',
    from: 'which has to leave from here.\n      if (!delivered) calls.ringAgain();',
    to: '',
    test: spec(
      'laws-one-task',
      'fault 45, 46: in main, a throwing listener is one uncaughtException with the very value, and the next message arrives',
    ),
  },
  {
    fault: 'nobody says that an answer will not come',
    slow: true,
    file: 'lib/browser/reply-channel.js',
    from: 'collected.register(this, this.#request, this);',
    to: '',
    test: spec(
      'invoke-unanswered',
      '53 an invoke is rejected when nobody can answer it any more (fault 70)',
    ),
  },
  {
    fault: 'a message overtakes one that waits for its ports',
    file: 'lib/common/lane.js',
    from: 'if (this.#held.length > 0 || !this.#mayGo(delivery)) this.#held.push(delivery);',
    to: 'if (!this.#mayGo(delivery)) this.#held.push(delivery);',
    test: spec('port-routes', '120 nothing overtakes a message whose port is held up on its way'),
  },
  {
    fault: 'main keeps renderers that have ended',
    file: 'lib/browser/hub.js',
    from: 'this.#endpoint.forget(peer);',
    to: '',
    test: spec('leaks', 'fault 39, 119: that idles leave nothing behind'),
  },
  {
    fault: 'a page speaks for its successor',
    file: 'lib/browser/succession.js',
    from: 'if (generation === this.#generation) return this.processId;',
    to: 'return this.processId;',
    test: spec(
      'window-pages',
      '186 a message that a replaced page had sent before arrives as its own (fault 85)',
    ),
  },
  {
    fault: 'what a page has sent last is lost when another takes its place',
    file: 'lib/browser/ipc-dispatch.js',
    from: 'const contents = livingContents(delivery.peer);\n  if (contents === undefined) return;',
    to: `const contents = livingContents(delivery.peer);
  if (contents === undefined || delivery.generation !== hub.endpoint.generationOf(delivery.peer)) return;`,
    test: chaos('messages of'),
  },
  {
    fault: 'who floods keeps its turn: others wait for all of it',
    file: 'src/core/queue.rs',
    from: 'self.waiting.remove(&peer);\n        } else {\n            self.turns.push_back(peer);',
    to: 'self.waiting.remove(&peer);\n        } else {\n            self.turns.push_front(peer);',
    test: model,
  },
  {
    fault: 'who has made room for another evaluation keeps what waits',
    slow: true,
    file: 'lib/renderer/renderer.js',
    from: 'else successor.receive(delivery, true);',
    to: 'else this.#lane.deliver(delivery);',
    test: spec(
      'evaluations',
      'fault 45, 51: in a Worker, what waits when another evaluation takes over goes to that one, in order',
    ),
  },
  {
    fault: 'a second tick that throws ends delivery',
    slow: true,
    file: 'lib/common/pump.js',
    from: 'finally {\n    if (!delivered) calls.ringAgain();\n  }',
    to: 'finally {\n  }',
    test: spec(
      'laws-one-task',
      'fault 45: in main, a listener leaves many ticks that throw, all of which run before the next message',
    ),
  },
];
