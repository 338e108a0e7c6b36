// SPDX-License-Identifier: GPL-2.0-only
/**
 * Events as a page for a browser.
 *
 * <pre>
 *   Page        puts the parts together: page.html, page.css, page.js, and the data
 *     PageData  the data, as JSON
 *       Timeline  when how much happened
 *       Rows      the events of the table
 * </pre>
 *
 * <p>Names that anybody may have chosen are in the data only, and there as JSON strings without a
 * character that means something to a browser; the script puts them into the page as text.
 *
 * <p>Depends on tree and what is below it.
 */
package org.syscalltrack.log.page;
