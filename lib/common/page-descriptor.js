// @ts-check
'use strict';

/** Where the process of a window finds what it is to show, behind its three streams. */
const PAGE_DESCRIPTOR = 3;

module.exports = { PAGE_DESCRIPTOR };
