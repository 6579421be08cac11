/**
 * The demo: a shop whose processes may be killed. Starts the processes, and stands before them as their proxy.
 *
 * <p>{@code demo/run} is where to begin, then {@link io.sessiongrid.demo.Demo}.
 */
@NullMarked
package io.sessiongrid.demo;

import org.jspecify.annotations.NullMarked;
