// The renderer blocks until main has answered, one call after the other.

export default ['tiny', 'small'].map((payload) => ({
  name: `sendSync ${payload}`,
  shape: 'sync',
  payload,
  count: 3000,
  must: 5,
  aim: 8,
}));
