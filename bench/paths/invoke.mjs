// The renderer asks and main's handler gives back what it got.

export default [
  { name: 'invoke', shape: 'invoke', payload: 'tiny', count: 4000, must: 5, aim: 8 },
  {
    name: 'invoke 64 in flight',
    shape: 'flight',
    inFlight: 64,
    payload: 'tiny',
    count: 20_000,
    must: 2,
    aim: 3,
  },
  { name: 'invoke echo 1 MiB', shape: 'invoke', payload: '1 MiB', count: 100, must: 1.5, aim: 2.5 },
];
