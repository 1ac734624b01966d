// @ts-check
'use strict';

const { TITLE } = require('../../common/page-title');
const { renderer } = require('../renderer');

let told = '';

/**
 * Says the title of the page to main, in order with its messages and answers.
 *
 * @param {string} title
 */
function tellTitle(title) {
  if (title === told) return;
  told = title;
  renderer.main.say({ [TITLE]: title });
}

module.exports = { tellTitle };
