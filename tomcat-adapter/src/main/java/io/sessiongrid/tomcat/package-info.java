/**
 * Sessions of Tomcat 10.1 and 11 in the grid: a Tomcat {@code Manager} and its sessions, translated to
 * {@link io.sessiongrid.web}.
 *
 * <p>{@link io.sessiongrid.tomcat.GridManager} is where to begin. One {@code Session} object lives for one request;
 * what requests share is behind it, in {@code io.sessiongrid.web}.
 */
@NullMarked
package io.sessiongrid.tomcat;

import org.jspecify.annotations.NullMarked;
