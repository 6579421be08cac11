/**
 * Values and contracts of the session protocol: what a session is in the grid and what may be asked of it.
 *
 * <p>Uses the JDK alone. All values are immutable and thread-safe.
 */
@NullMarked
package io.sessiongrid.session;

import org.jspecify.annotations.NullMarked;
