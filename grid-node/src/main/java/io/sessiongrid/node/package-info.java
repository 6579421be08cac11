/**
 * The way in: settings, the embedded {@code GridNode}, and the runnable member.
 *
 * <p>Everything below is given its collaborators by this package; nothing below knows it.
 */
@NullMarked
package io.sessiongrid.node;

import org.jspecify.annotations.NullMarked;
