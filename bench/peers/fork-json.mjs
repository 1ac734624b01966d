import { forked } from './fork.mjs';

export { renderer } from './fork.mjs';
export const main = () => forked('json');
