/**
 * The web application: an ordinary shop that knows {@code HttpSession} and nothing of the grid, and the app server that
 * runs it.
 */
@NullMarked
package io.sessiongrid.demo.shop;

import org.jspecify.annotations.NullMarked;
