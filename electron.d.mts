export * from './electron.js';
import * as electron from './electron.js';
export default electron;
