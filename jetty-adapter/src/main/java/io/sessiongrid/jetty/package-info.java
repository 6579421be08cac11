/**
 * Sessions of Jetty 12.1 in the grid, for EE10 and EE11 alike: Jetty's session id manager, session cache and session
 * data store, translated to {@link io.sessiongrid.web}.
 *
 * <p>{@link io.sessiongrid.jetty.JettyGrid#install} is where to begin. One {@code HttpSession} object lives for one
 * request; what requests share is behind it, in {@code io.sessiongrid.web}.
 */
@NullMarked
package io.sessiongrid.jetty;

import org.jspecify.annotations.NullMarked;
